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

struct Handler {
  const Request *request;
  void handle() { Scope scope(request); }
};

void serve(Glib::ThreadPool &pool, Handler &handler, const Request *request) {
  pool.push(sigc::mem_fun(handler, &Handler::handle));
  pool.push(sigc::slot<void>([=] { Scope scope(request); }));
  Glib::Threads::Thread::create([=] { once = request; });
}
