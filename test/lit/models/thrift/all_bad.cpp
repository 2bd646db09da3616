// REQUIRES: thrift
// RUN: %expect %s
// MODELS: Thrift ThreadManager, apache::thrift::concurrency::ThreadManager::add
// MODELS: Thrift server, apache::thrift::TDispatchProcessor
#include <memory>
#include <string>
#include <thrift/TDispatchProcessor.h>
#include <thrift/concurrency/ThreadManager.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
using namespace apache::thrift;

// What the compiler makes of `service Calculator { i32 add(1: i32 a, 2: i32 b) }`.
class CalculatorIf {
public:
  virtual ~CalculatorIf() {}
  virtual int add(const int a, const Request &request) = 0;
};

class CalculatorProcessor : public TDispatchProcessor {
public:
  CalculatorProcessor(std::shared_ptr<CalculatorIf> iface);
};

// What is written by hand.
class CalculatorHandler : virtual public CalculatorIf {
  int add(const int a, const Request &request) override {
    current = &request; // EXPECT: tidepool-missing-remove
    return a;
  }
};

struct Job : concurrency::Runnable {
  const Request *request;
  void run() override {
    current = request; // EXPECT: tidepool-missing-remove
  }
};

void serve(concurrency::ThreadManager &manager) {
  manager.add(std::make_shared<Job>());
}
