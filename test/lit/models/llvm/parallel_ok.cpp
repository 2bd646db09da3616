// RUN: %expect %s -- %flags_declared -isystem /usr/lib/llvm-19/include
#include <llvm/Support/Parallel.h>
#include <llvm21.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};
void serve(llvm::parallel::TaskGroup &group, const Request *request) {
  group.spawn([=] {
    Scope scope(request);
  });
  llvm::parallelFor(0, 9, [=](size_t) {
    Scope scope(request);
  });
}
