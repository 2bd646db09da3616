// RUN: %expect %s
// REQUIRES: boost
// MODELS: boost::asio::basic_waitable_timer::async_wait
// Completion handlers of an io_context that two threads run.

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>

struct Session {
  int id;
  boost::asio::steady_timer timer;
};

static thread_local std::shared_ptr<Session> active;

static void tick() { std::printf("%d\n", active->id); }

static void wait(std::shared_ptr<Session> session) {
  session->timer.expires_after(std::chrono::milliseconds(10));
  session->timer.async_wait([session](const boost::system::error_code &error) {
    if (error) return;
    active = session; // EXPECT: tidepool-missing-remove
    tick();
  });
}

int main() {
  boost::asio::io_context io;
  for (int i = 0; i < 4; ++i) wait(std::make_shared<Session>(Session{i, boost::asio::steady_timer(io)}));
  std::thread first([&io] { io.run(); });
  std::thread second([&io] { io.run(); });
  first.join();
  second.join();
}
