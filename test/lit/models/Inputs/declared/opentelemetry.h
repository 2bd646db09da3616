// OpenTelemetry C++, as of 2026: opentelemetry/context/runtime_context.h, opentelemetry/trace/{scope,tracer}.h.
#pragma once
#include <memory>
namespace opentelemetry {
namespace context {
class Context {};
class Token {
public:
  ~Token() noexcept;
};
class RuntimeContext {
public:
  static Context GetCurrent() noexcept;
  static std::unique_ptr<Token> Attach(const Context &context) noexcept;
  static bool Detach(Token &token) noexcept;
};
} // namespace context
namespace trace {
class Span {};
class Scope final {
public:
  explicit Scope(const std::shared_ptr<Span> &span) noexcept;

private:
  std::unique_ptr<context::Token> token_;
};
class Tracer {
public:
  static Scope WithActiveSpan(std::shared_ptr<Span> &span) noexcept;
};
} // namespace trace
} // namespace opentelemetry
