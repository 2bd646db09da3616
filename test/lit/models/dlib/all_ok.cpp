// RUN: %expect %s -- %flags_declared
#include <dlib.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

dlib::thread_specific_data<const Request *> slot;
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

TASK void set(const Request &request) {
  slot.data() = &request;
  slot.data() = nullptr;
}

struct Handler {
  const Request *request;
  void handle() { Scope scope(request); }
};

void serve(dlib::thread_pool &pool, Handler &handler, const Request *request) {
  pool.add_task(handler, &Handler::handle);
  pool.add_task_by_value([=] { Scope scope(request); });
  dlib::async(pool, [=] { Scope scope(request); return 1; });
  dlib::parallel_for(pool, 0, 9, [=](long) { Scope scope(request); });
}
