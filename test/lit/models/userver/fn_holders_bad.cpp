// RUN: %expect %s -- %flags_declared
// MODELS: userver::compiler::ThreadLocal
// What Use() gives is a scope, by value: that its operators reach the slot is not known.
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
  scope->current = &request; // KNOWN-FN: tidepool-missing-remove
}
