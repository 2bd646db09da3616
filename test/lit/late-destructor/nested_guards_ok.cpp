// REQUIRES: tbb
// RUN: %expect %s
// The inner guard gives back what the outer has set: the object in between finds a context.

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

class Scope {
public:
  explicit Scope(const Request *request) : old_(current) { current = request; }
  ~Scope() { current = old_; }

private:
  const Request *old_;
};

static void serve(const Request &request, const Request &inner) {
  Scope outer(&request);
  Connection connection(request.number);
  Scope scope(&inner);
  log("served");
  std::printf("%d\n", connection.number());
}

void run(const Request *requests, int count) {
  oneapi::tbb::task_group group;
  for (int i = 1; i < count; ++i)
    group.run([request = requests[i], inner = requests[i - 1]] { serve(request, inner); });
  group.wait();
}
