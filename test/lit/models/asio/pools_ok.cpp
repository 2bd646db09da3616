// REQUIRES: asio-standalone
// RUN: %expect %s
#include <asio/dispatch.hpp>
#include <asio/post.hpp>
#include <asio/thread_pool.hpp>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

void serve(asio::thread_pool &pool, const Request *request) {
  asio::post(pool, [=] { Scope scope(request); });
  asio::dispatch(pool, [=] { Scope scope(request); });
}
