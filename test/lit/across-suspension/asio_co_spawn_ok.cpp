// RUN: %expect %s
// REQUIRES: asio
// The same on an event loop that the main thread alone runs.

// This Boost knows of coroutines with GCC only.
#define BOOST_ASIO_HAS_CO_AWAIT 1
#define BOOST_ASIO_HAS_STD_COROUTINE 1
#include <utility> // awaitable.hpp of Boost 1.74 does not include it itself
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <cstdio>
#include <string>
#include <utility>

static thread_local const std::string *user = nullptr;

class As {
public:
  explicit As(const std::string *name) : outer_(user) { user = name; }
  ~As() { user = outer_; }
  As(const As &) = delete;
  As &operator=(const As &) = delete;

private:
  const std::string *outer_;
};

static boost::asio::awaitable<void> serve(boost::asio::io_context &pool, std::string name) {
  As as(&name);
  boost::asio::steady_timer timer(pool, std::chrono::milliseconds(5));
  co_await timer.async_wait(boost::asio::use_awaitable);
  std::puts("served");
}

int main() {
  boost::asio::io_context pool;
  boost::asio::co_spawn(pool, serve(pool, "a"), boost::asio::detached);
  pool.run();
}
