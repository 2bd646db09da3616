// RUN: %expect %s -- %flags_declared
// The token detaches when it dies. That is not seen where a smart pointer owns it.
#include <opentelemetry.h>

#define TASK [[clang::annotate("tidepool::task")]]

namespace context = opentelemetry::context;

TASK void attach(const context::Context &parent) {
  auto token = context::RuntimeContext::Attach(parent); // KNOWN-FP: tidepool-missing-remove
}
