// RUN: %expect %s -- %flags_declared
// MODELS: Glib::Threads::Thread::create
// A thread of its own is no pool.
#include <glibmm.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

Glib::Threads::Private<Request> slot;
thread_local const Request *current, *once;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

TASK void set(const Request &request) {
  slot.replace(new Request(request));
  slot.replace(nullptr);
}

void serve(Glib::ThreadPool &pool, const Request *request) {
  pool.push(sigc::slot<void>(sigc::bind([](const Request *mine) { Scope scope(mine); }, request)));
  pool.push(sigc::slot<void>([=] { Scope scope(request); }));
  Glib::Threads::Thread::create([=] { once = request; });
}
