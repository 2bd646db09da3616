// RUN: %expect %s -- %flags_declared
#include <chromium.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

struct Handler {
  const Request *request;
  void handle() { Scope scope(request); }
};

void serve(base::TaskRunner &runner, Handler *handler, const Request *request) {
  base::ThreadPool::PostTask({}, base::BindOnce(&Handler::handle, base::Unretained(handler)));
  base::ThreadPool::PostTask({}, base::TaskTraits(), base::BindOnce([](const Request *mine) { Scope scope(mine); }, request));
  runner.PostTask({}, base::BindOnce([](const Request *mine) { Scope scope(mine); }, request));
}
