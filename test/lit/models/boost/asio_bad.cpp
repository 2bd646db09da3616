// REQUIRES: asio
// RUN: %expect %s
// MODELS: boost::asio::thread_pool::basic_executor_type::execute, boost::asio::io_context::strand::post
// MODELS: boost::asio::bind_executor, boost::asio::io_context::strand::wrap, boost::asio::basic_waitable_timer::async_wait
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/io_context_strand.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/steady_timer.hpp>

struct Request {
  int tenant;
};
thread_local const Request *current;
void serve(boost::asio::thread_pool &pool, boost::asio::io_context::strand &strand, const Request *request) {
  auto on = pool.get_executor();
  on.execute([=] {
    current = request; // EXPECT: tidepool-missing-remove
  });
  strand.post([=] {
    current = request; // EXPECT: tidepool-missing-remove
  }, std::allocator<void>());
  boost::asio::post(boost::asio::bind_executor(on, [=] {
    current = request; // EXPECT: tidepool-missing-remove
  }));
  boost::asio::post(pool, strand.wrap([=] {
    current = request; // EXPECT: tidepool-missing-remove
  }));
  boost::asio::steady_timer(pool).async_wait([=](auto) {
    current = request; // EXPECT: tidepool-missing-remove
  });
}
