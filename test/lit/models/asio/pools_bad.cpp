// REQUIRES: asio-standalone
// RUN: %expect %s
// MODELS: asio, asio::post, asio::dispatch
#include <asio/dispatch.hpp>
#include <asio/post.hpp>
#include <asio/thread_pool.hpp>

struct Request {
  int tenant;
};
thread_local const Request *current;

void serve(asio::thread_pool &pool, const Request *request) {
  asio::post(pool, [=] { current = request; }); // EXPECT: tidepool-missing-remove
  asio::dispatch(pool, [=] { current = request; }); // EXPECT: tidepool-missing-remove
}
