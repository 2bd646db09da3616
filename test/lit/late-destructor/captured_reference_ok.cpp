// REQUIRES: tbb
// RUN: %expect %s
// Captured by reference, the object is somebody else's.

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
  current = &request;
  log("served");
  std::printf("%d\n", connection.number());
  current = nullptr;
}

void run(const Request *requests, int count) {
  static Request main{"main", 0};
  current = &main;
  Connection connection(0);
  oneapi::tbb::task_group group;
  for (int i = 0; i < count; ++i)
    group.run([&connection, request = requests[i]] { serve(request, connection); });
  group.wait();
}
