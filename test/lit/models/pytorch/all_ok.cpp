// RUN: %expect %s -- %flags_declared
#include <pytorch.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

c10::ThreadLocal<std::shared_ptr<Request>> slot;
thread_local const Request *current, *guarded;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

TASK void set(const Request &request) {
  *slot = c10::make_intrusive<Request>(request);
  *slot = nullptr;
}

TASK void state(const at::ThreadLocalState &state) { at::ThreadLocalStateGuard guard(state); }

TASK void info(std::shared_ptr<c10::DebugInfoBase> info) {
  c10::ThreadLocalDebugInfo::_push(c10::DebugInfoKind::PRODUCER_INFO, info);
  c10::ThreadLocalDebugInfo::_pop(c10::DebugInfoKind::PRODUCER_INFO);
}

TASK void guardedInfo(std::shared_ptr<c10::DebugInfoBase> info) {
  c10::DebugInfoGuard guard(c10::DebugInfoKind::PRODUCER_INFO, info);
}

TASK void leave(const Request &request) {
  guarded = &request;
  auto guard = c10::make_scope_exit([] { guarded = nullptr; });
}

void serve(c10::ThreadPool &pool, const Request *request) {
  pool.run([=] { Scope scope(request); });
  at::launch(at::wrapPropagateTLSState([=] { Scope scope(request); }));
  at::parallel_for(0, 9, 1, [=](long, long) { Scope scope(request); });
}
