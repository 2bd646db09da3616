// REQUIRES: tbb
// RUN: %expect %s
// The destructor reads what no task of this kind ever sets: another check's business, if any's.

#include <cstdio>
#include <memory>
#include <oneapi/tbb/task_group.h>
#include <string>
#include <utility>

struct Request {
  std::string tenant;
  int number;
};

static thread_local const Request *current = nullptr;

static void log(const char *what) { std::printf("%s: %s\n", current->tenant.c_str(), what); }

class Connection {
public:
  explicit Connection(int number) : number_(number) {}
  ~Connection() { log("connection closed"); }
  int number() const { return number_; }

private:
  int number_;
};

static void serve(const Request &request, const Connection &connection) {
  std::printf("%s %d\n", request.tenant.c_str(), connection.number());
}

void run(const Request *requests, int count) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < count; ++i) {
    auto connection = std::make_shared<Connection>(i);
    group.run([connection, request = requests[i]] { serve(request, *connection); });
  }
  group.wait();
}
