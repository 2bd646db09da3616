// REQUIRES: asio-standalone
// RUN: %expect %s
// MODELS: asio::io_context::strand::dispatch, asio::io_context::strand::post
// MODELS: asio::bind_executor, asio::io_context::strand::wrap, asio::basic_waitable_timer::async_wait
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
void serve(asio::thread_pool &pool, asio::io_context::strand &strand, const Request *request) {
  auto on = pool.get_executor();
  strand.dispatch([=] {
    current = request; // EXPECT: tidepool-missing-remove
  }, std::allocator<void>());
  strand.post([=] {
    current = request; // EXPECT: tidepool-missing-remove
  }, std::allocator<void>());
  asio::post(asio::bind_executor(on, [=] {
    current = request; // EXPECT: tidepool-missing-remove
  }));
  asio::post(pool, strand.wrap([=] {
    current = request; // EXPECT: tidepool-missing-remove
  }));
  asio::steady_timer(pool).async_wait([=](auto) {
    current = request; // EXPECT: tidepool-missing-remove
  });
}
