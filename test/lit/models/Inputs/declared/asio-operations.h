// Boost.Asio 1.74: boost/asio/{co_spawn,spawn,compose}.hpp, boost/asio/execution/execute.hpp; Boost.Beast:
// boost/beast/http/read.hpp, boost/beast/core/bind_handler.hpp; and Asio 1.22. The real headers take seconds to read.
#pragma once
#include <utility>
namespace boost::asio {
struct detached_t {};
class io_context {};
template <typename E, typename T, typename C> int co_spawn(const E &ex, T a, C token) {}
template <typename E, typename F> void spawn(const E &ex, F &&function) {}
template <typename C, typename S, typename I, typename... O> int async_compose(I &&implementation, C &token, O &&...) {}
} // namespace boost::asio
namespace asio {
struct detached_t {};
class io_context {};
template <typename E, typename T, typename C> int co_spawn(const E &ex, T a, C token) {}
template <typename E, typename F> void spawn(const E &ex, F &&function) {}
template <typename C, typename S, typename I, typename... O> int async_compose(I &&implementation, C &token, O &&...) {}
} // namespace asio
namespace asio_execution_execute_fn {
struct impl {
  template <typename E, typename F> void operator()(E &&ex, F &&f) const {}
};
} // namespace asio_execution_execute_fn
namespace boost::asio::execution {
inline constexpr asio_execution_execute_fn::impl execute{};
}
namespace boost::beast {
namespace http {
template <typename S, typename B, typename M, typename H> int async_read(S &stream, B &buffer, M &message, H &&handler) {}
} // namespace http
template <typename H> struct bound_handler {
  void operator()() {}
};
template <typename H, typename... A> bound_handler<H> bind_handler(H &&handler, A &&...args) {}
template <typename H, typename... A> bound_handler<H> bind_front_handler(H &&handler, A &&...args) {}
} // namespace boost::beast
