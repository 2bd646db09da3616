// RUN: %expect %s -- %flags_declared
#include <aws.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

void serve(Aws::Utils::Threading::PooledThreadExecutor &pool, const Request *request) {
  pool.Submit([=] { Scope scope(request); });
  pool.Submit([](const Request *mine) { Scope scope(mine); }, request);
}
