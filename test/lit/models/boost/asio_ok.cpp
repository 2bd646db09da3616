// REQUIRES: asio
// RUN: %expect %s
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
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};
void serve(boost::asio::thread_pool &pool, boost::asio::io_context::strand &strand, const Request *request) {
  auto on = pool.get_executor();
  on.execute([=] {
    Scope scope(request);
  });
  strand.post([=] {
    Scope scope(request);
  }, std::allocator<void>());
  boost::asio::post(boost::asio::bind_executor(on, [=] {
    Scope scope(request);
  }));
  boost::asio::post(pool, strand.wrap([=] {
    Scope scope(request);
  }));
  boost::asio::steady_timer(pool).async_wait([=](auto) {
    Scope scope(request);
  });
}
