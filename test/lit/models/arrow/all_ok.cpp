// RUN: %expect %s -- %flags_declared
#include <arrow.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

void serve(arrow::internal::Executor &pool, const Request *request) {
  pool.Spawn([=] { Scope scope(request); });
  pool.Spawn(arrow::internal::TaskHints(), [=] { Scope scope(request); });
  pool.Spawn(arrow::internal::FnOnce<void()>([=] { Scope scope(request); }));
  pool.Submit([](const Request *mine) { Scope scope(mine); }, request);
  arrow::internal::ParallelFor(4, [=](int) { Scope scope(request); return arrow::Status(); });
}
