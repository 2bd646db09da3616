// RUN: %expect %s -- %flags_declared -isystem /usr/lib/llvm-19/include
// MODELS: llvm::SaveAndRestore, llvm::thread
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
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};
TASK void set(const Request &request) {
  slot.set(&request);
  slot.erase();
}

TASK void guard(const Request &request) {
  guarded = &request;
  auto guard = llvm::make_scope_exit([] { guarded = nullptr; });
}

TASK void restore(const Request &request) {
  llvm::SaveAndRestore<const Request *> save(restored, &request);
}

static void twice(llvm::function_ref<void()> function) { function(); }

TASK void byReference(const Request &request) {
  twice([&] { viaRef = &request; });
  viaRef = nullptr;
}

TASK void onlyOnce(const Request &request, llvm::once_flag &flag) {
  llvm::call_once(flag, [&] { viaOnce = &request; });
  viaOnce = nullptr;
}

TASK void algorithm(std::vector<const Request *> &requests) {
  llvm::for_each(requests, [](const Request *request) { viaAlgorithm = request; });
  viaAlgorithm = nullptr;
}

void start(const Request *request) { llvm::thread([=] { once = request; }).detach(); }

void serve(llvm::DefaultThreadPool &pool, llvm::ThreadPoolTaskGroup &group, const Request *request) {
  pool.async([=] {
    Scope scope(request);
  });
  group.async([=] {
    Scope scope(request);
  });
}
