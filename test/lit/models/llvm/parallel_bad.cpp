// RUN: %expect %s -- %flags_declared -isystem /usr/lib/llvm-19/include
// MODELS: llvm::parallel::TaskGroup::spawn, llvm::parallelFor
#include <llvm/Support/Parallel.h>
#include <llvm21.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *current;
void serve(llvm::parallel::TaskGroup &group, const Request *request) {
  group.spawn([=] {
    current = request; // EXPECT: tidepool-missing-remove
  });
  llvm::parallelFor(0, 9, [=](size_t) {
    current = request; // EXPECT: tidepool-missing-remove
  });
}
