// RUN: %expect %s -- %flags_declared
// MODELS: Glib::Threads::Private, Glib::ThreadPool, Glib::ThreadPool::push, sigc::bind, sigc::slot
#include <glibmm.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

Glib::Threads::Private<Request> slot;
thread_local const Request *current;

TASK void set(const Request &request) {
  slot.replace(new Request(request)); // EXPECT: tidepool-missing-remove
}

void serve(Glib::ThreadPool &pool, const Request *request) {
  pool.push(sigc::slot<void>(sigc::bind([](const Request *mine) { current = mine; }, request))); // EXPECT: tidepool-missing-remove
  pool.push(sigc::slot<void>([=] { current = request; })); // EXPECT: tidepool-missing-remove
}
