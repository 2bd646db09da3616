// RUN: %expect %s
// REQUIRES: boost
// MODELS: boost::asio, boost::asio::post
// boost::asio::post on a thread_pool.

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstdio>
#include <string>

struct Request {
  std::string path;
};

static thread_local const Request *request_ = nullptr;

static void log() { std::puts(request_->path.c_str()); }

int main() {
  boost::asio::thread_pool pool(2);
  for (int i = 0; i < 4; ++i) {
    boost::asio::post(pool, [request = Request{"/" + std::to_string(i)}] {
      request_ = &request; // EXPECT: tidepool-missing-remove
      log();
    });
  }
  pool.join();
}
