// Boost.Scope 1.85: boost/scope/{scope_exit,scope_fail,scope_success,defer}.hpp. Debian 12 has Boost 1.74.
#pragma once
namespace boost::scope {
template <typename F> class scope_exit {
public:
  explicit scope_exit(F &&func, bool active = true) {}
  ~scope_exit() {}
  void set_active(bool active) {}
  void release() {}
};
template <typename F> scope_exit(F) -> scope_exit<F>;
template <typename F> scope_exit(F, bool) -> scope_exit<F>;
template <typename F> class scope_fail {
public:
  explicit scope_fail(F &&func) {}
  ~scope_fail() {}
};
template <typename F> scope_fail(F) -> scope_fail<F>;
template <typename F> class scope_success {
public:
  explicit scope_success(F &&func) {}
  ~scope_success() {}
};
template <typename F> scope_success(F) -> scope_success<F>;
template <typename F> class defer_guard {
public:
  defer_guard(F &&func) {}
  ~defer_guard() {}
};
template <typename F> defer_guard(F) -> defer_guard<F>;
} // namespace boost::scope
#define BOOST_SCOPE_DEFER boost::scope::defer_guard deferred = [&]
