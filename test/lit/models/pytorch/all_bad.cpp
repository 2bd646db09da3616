// RUN: %expect %s -- %flags_declared
// MODELS: c10::ThreadLocal, at::ThreadLocalState, c10::ThreadLocalDebugInfo, PyTorch, c10::ThreadPool::run
// MODELS: at::parallel_for, c10::scope_exit, at::wrapPropagateTLSState, c10::make_intrusive
#include <pytorch.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

c10::ThreadLocal<std::shared_ptr<Request>> slot;
thread_local const Request *current, *released;

TASK void set(const Request &request) {
  *slot = c10::make_intrusive<Request>(request); // EXPECT: tidepool-missing-remove
}

TASK void state(const at::ThreadLocalState &state) {
  at::ThreadLocalState::setThreadLocalState(state); // EXPECT: tidepool-missing-remove
}

TASK void info(std::shared_ptr<c10::DebugInfoBase> info) {
  c10::ThreadLocalDebugInfo::_push(c10::DebugInfoKind::PRODUCER_INFO, info); // EXPECT: tidepool-missing-remove
}

TASK void release(const Request &request) {
  released = &request; // EXPECT: tidepool-missing-remove
  auto guard = c10::make_scope_exit([] { released = nullptr; });
  guard.release();
}

void serve(c10::ThreadPool &pool, const Request *request) {
  pool.run([=] { current = request; });                              // EXPECT: tidepool-missing-remove
  at::launch(at::wrapPropagateTLSState([=] { current = request; })); // EXPECT: tidepool-missing-remove
  at::parallel_for(0, 9, 1, [=](long, long) { current = request; }); // EXPECT: tidepool-missing-remove
}
