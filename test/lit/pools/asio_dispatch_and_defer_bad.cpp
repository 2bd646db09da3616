// RUN: %expect %s
// REQUIRES: boost
// MODELS: boost::asio::dispatch, boost::asio::defer
// dispatch and defer hand over like post.

#include <boost/asio/defer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstdio>

struct Frame {
  int number;
};

static thread_local const Frame *drawn = nullptr;
static thread_local const Frame *sounded = nullptr;

static void draw(const Frame &frame) {
  drawn = &frame; // EXPECT: tidepool-missing-remove
  std::printf("draw %d\n", drawn->number);
}

static void sound(const Frame &frame) {
  sounded = &frame; // EXPECT: tidepool-missing-remove
  std::printf("sound %d\n", sounded->number);
}

int main() {
  boost::asio::thread_pool pool(2);
  for (int i = 0; i < 4; ++i) {
    boost::asio::dispatch(pool, [frame = Frame{i}] { draw(frame); });
    boost::asio::defer(pool, [frame = Frame{i}] { sound(frame); });
  }
  pool.join();
}
