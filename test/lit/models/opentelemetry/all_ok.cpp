// RUN: %expect %s -- %flags_declared
// Detach takes the context off again; so does the token in a Scope, whose destructor the compiler writes.
#include <opentelemetry.h>

#define TASK [[clang::annotate("tidepool::task")]]

namespace context = opentelemetry::context;
namespace trace = opentelemetry::trace;

TASK void byHand(const context::Context &parent) {
  auto token = context::RuntimeContext::Attach(parent);
  context::RuntimeContext::Detach(*token);
}

TASK void scope(const std::shared_ptr<trace::Span> &span) { trace::Scope scope(span); }

TASK void active(std::shared_ptr<trace::Span> span) { auto scope = trace::Tracer::WithActiveSpan(span); }
