// REQUIRES: boost
// Bodies of Boost 1.74's future.hpp are in error, which clang-tidy says.
// RUN: %expect --fronts=check %s -- -DBOOST_THREAD_VERSION=5 -DBOOST_THREAD_PROVIDES_EXECUTORS
#include <boost/thread/executors/basic_thread_pool.hpp>
#include <boost/thread/future.hpp>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

void serve(boost::basic_thread_pool &pool, boost::future<int> &&ready, const Request *request) {
  pool.submit([=] { Scope scope(request); });
  ready.then([=](boost::future<int>) { Scope scope(request); });
}
