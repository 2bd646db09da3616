// stdexec, as of 2026: stdexec/__detail/{__then,__upon_error,__let}.hpp.
#pragma once
namespace stdexec {
struct sender {};
struct upon_error_t {
  template <class S, class F> sender operator()(S &&sndr, F fun) const {}
};
struct then_t {
  template <class S, class F> sender operator()(S &&sndr, F fun) const {}
  template <class F> sender operator()(F fun) const {}
};
inline constexpr then_t then{};
inline constexpr upon_error_t upon_error{};
} // namespace stdexec
