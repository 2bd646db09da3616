// RUN: %expect %s -- %flags_declared -isystem /usr/lib/llvm-19/include
// MODELS: llvm::sys::ThreadLocal, llvm::ThreadPool, llvm::ThreadPoolInterface::async
// MODELS: llvm::ThreadPoolTaskGroup::async, llvm::detail::scope_exit, llvm::function_ref, llvm::call_once
// MODELS: llvm::for_each
#include <llvm/ADT/FunctionExtras.h>
#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/ScopeExit.h>
#include <llvm/Support/SaveAndRestore.h>
#include <llvm/Support/ThreadPool.h>
#include <llvm/Support/Threading.h>
#include <llvm/Support/thread.h>
#include <llvm14.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
llvm::sys::ThreadLocal<const Request> slot;
thread_local const Request *current, *guarded, *restored, *viaOnce, *viaAlgorithm, *viaRef, *once;
TASK void set(const Request &request) {
  slot.set(&request); // EXPECT: tidepool-missing-remove
}

TASK void guard(const Request &request) {
  guarded = &request; // EXPECT: tidepool-missing-remove
  auto guard = llvm::make_scope_exit([] { guarded = nullptr; });
  guard.release();
}

TASK void restore(const Request &request) {
}

static void twice(llvm::function_ref<void()> function) { function(); }

TASK void byReference(const Request &request) {
  twice([&] { viaRef = &request; }); // EXPECT: tidepool-missing-remove
}

TASK void onlyOnce(const Request &request, llvm::once_flag &flag) {
  llvm::call_once(flag, [&] { viaOnce = &request; }); // EXPECT: tidepool-missing-remove
}

TASK void algorithm(std::vector<const Request *> &requests) {
  llvm::for_each(requests, [](const Request *request) { viaAlgorithm = request; }); // EXPECT: tidepool-missing-remove
}

void serve(llvm::DefaultThreadPool &pool, llvm::ThreadPoolTaskGroup &group, const Request *request) {
  pool.async([=] {
    current = request; // EXPECT: tidepool-missing-remove
  });
  group.async([=] {
    current = request; // EXPECT: tidepool-missing-remove
  });
}
