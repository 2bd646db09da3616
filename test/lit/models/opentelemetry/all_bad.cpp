// RUN: %expect %s -- %flags_declared
// MODELS: opentelemetry::context::RuntimeContext
// The token is moved to where nobody destroys it.
#include <opentelemetry.h>

#define TASK [[clang::annotate("tidepool::task")]]

namespace context = opentelemetry::context;

struct Operation {
  std::unique_ptr<context::Token> token;
};

TASK void start(Operation *operation, const context::Context &parent) {
  operation->token = context::RuntimeContext::Attach(parent); // EXPECT: tidepool-missing-remove
}
