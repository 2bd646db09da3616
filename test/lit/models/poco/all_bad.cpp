// REQUIRES: poco
// RUN: %expect %s
// MODELS: Poco::ThreadLocal, Poco::NestedDiagnosticContext, Poco::ThreadPool, Poco::ThreadPool::start
// MODELS: Poco::ThreadPool::startWithPriority, Poco::TaskManager::start, Poco::ActiveMethod::ActiveMethod
// MODELS: Poco::Util::Timer, Poco::Util::Timer::schedule, Poco::Net server, Poco::Net::TCPServerConnection::run
#include <Poco/ActiveMethod.h>
#include <Poco/NestedDiagnosticContext.h>
#include <Poco/Net/TCPServerConnection.h>
#include <Poco/RunnableAdapter.h>
#include <Poco/Task.h>
#include <Poco/TaskManager.h>
#include <Poco/ThreadLocal.h>
#include <Poco/ThreadPool.h>
#include <Poco/Util/Timer.h>
#include <Poco/Util/TimerTask.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
Poco::ThreadLocal<const Request *> slot;
thread_local const Request *current;
TASK void local(const Request &request) {
  slot.get() = &request; // EXPECT: tidepool-missing-remove
}

TASK void diagnostic(const std::string &tenant) {
  Poco::NDC::current().push(tenant); // EXPECT: tidepool-missing-remove
}

struct Runs : Poco::Runnable {
  const Request *request;
  void run() override {
    current = request; // EXPECT: tidepool-missing-remove
  }
};

struct Urgent : Poco::Runnable {
  const Request *request;
  void run() override {
    current = request; // EXPECT: tidepool-missing-remove
  }
};

struct Managed : Poco::Task {
  explicit Managed(const Request *request) : Poco::Task("managed"), request(request) {}
  const Request *request;
  void runTask() override {
    current = request; // EXPECT: tidepool-missing-remove
  }
};

struct Timed : Poco::Util::TimerTask {
  const Request *request;
  void run() override {
    current = request; // EXPECT: tidepool-missing-remove
  }
};

struct Connection : Poco::Net::TCPServerConnection {
  Connection(const Poco::Net::StreamSocket &socket, const Request *request)
      : TCPServerConnection(socket), request(request) {}
  const Request *request;
  void run() override {
    current = request; // EXPECT: tidepool-missing-remove
  }
};

class Active {
public:
  Active() : method(this, &Active::work) {}
  Poco::ActiveMethod<int, Request *, Active> method;

private:
  int work(Request *const &request) {
    current = request; // EXPECT: tidepool-missing-remove
    return 1;
  }
};

void serve(Poco::ThreadPool &pool, Runs &runs, Urgent &urgent, Poco::TaskManager &tasks, Poco::Util::Timer &timer,
           Poco::Util::TimerTask::Ptr timed, const Request *request) {
  pool.start(runs);
  pool.startWithPriority(Poco::Thread::PRIO_HIGH, urgent);
  tasks.start(new Managed(request));
  timer.schedule(new Timed, 0, 1000);
}
