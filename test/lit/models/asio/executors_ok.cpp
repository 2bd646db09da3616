// REQUIRES: asio-standalone
// RUN: %expect %s
#include <asio/bind_executor.hpp>
#include <asio/io_context.hpp>
#include <asio/io_context_strand.hpp>
#include <asio/post.hpp>
#include <asio/thread_pool.hpp>
#include <asio/steady_timer.hpp>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};
void serve(asio::thread_pool &pool, asio::io_context::strand &strand, const Request *request) {
  auto on = pool.get_executor();
  strand.dispatch([=] {
    Scope scope(request);
  }, std::allocator<void>());
  strand.post([=] {
    Scope scope(request);
  }, std::allocator<void>());
  asio::post(asio::bind_executor(on, [=] {
    Scope scope(request);
  }));
  asio::post(pool, strand.wrap([=] {
    Scope scope(request);
  }));
  asio::steady_timer(pool).async_wait([=](auto) {
    Scope scope(request);
  });
}
