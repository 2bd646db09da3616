// RUN: %expect %s -- %flags_declared
#include <userver.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
struct Names {
  const Request *current = nullptr;
};
userver::compiler::ThreadLocal<Names> slot;

TASK void set(const Request &request) {
  auto scope = slot.Use();
  scope->current = &request;
  scope->current = nullptr;
}
