// RUN: %expect %s -- %flags_declared
// MODELS: dlib::thread_specific_data, dlib::thread_pool, dlib::thread_pool::add_task
// MODELS: dlib::thread_pool::add_task_by_value, dlib::async, dlib::parallel_for
#include <dlib.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

dlib::thread_specific_data<const Request *> slot;
thread_local const Request *current;

TASK void set(const Request &request) {
  slot.data() = &request; // EXPECT: tidepool-missing-remove
}

struct Handler {
  const Request *request;
  void handle() { current = request; } // EXPECT: tidepool-missing-remove
};

void serve(dlib::thread_pool &pool, Handler &handler, const Request *request) {
  pool.add_task(handler, &Handler::handle);
  pool.add_task_by_value([=] { current = request; });              // EXPECT: tidepool-missing-remove
  dlib::async(pool, [=] { current = request; return 1; });         // EXPECT: tidepool-missing-remove
  dlib::parallel_for(pool, 0, 9, [=](long) { current = request; }); // EXPECT: tidepool-missing-remove
}
