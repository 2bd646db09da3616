// RUN: %expect %s -- %flags_declared -isystem /usr/lib/llvm-19/include
// MODELS: llvm::bind_front
// The object that is made has a call operator without a body, which is not seen to be what was bound.
#include <llvm21.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *bound;

TASK void bind(const Request &request) {
  llvm::bind_front([](const Request *mine) { bound = mine; }, &request)(); // KNOWN-FN: tidepool-missing-remove
}
