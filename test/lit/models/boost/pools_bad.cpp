// REQUIRES: boost
// Bodies of Boost 1.74's future.hpp are in error, which clang-tidy says.
// RUN: %expect --fronts=check %s -- -DBOOST_THREAD_VERSION=5 -DBOOST_THREAD_PROVIDES_EXECUTORS
// MODELS: Boost.Thread executors, boost::executors::basic_thread_pool::submit, boost::future::then
#include <boost/thread/executors/basic_thread_pool.hpp>
#include <boost/thread/future.hpp>

struct Request {
  int tenant;
};
thread_local const Request *current;

void serve(boost::basic_thread_pool &pool, boost::future<int> &&ready, const Request *request) {
  pool.submit([=] { current = request; }); // EXPECT: tidepool-missing-remove
  ready.then([=](boost::future<int>) { current = request; }); // EXPECT: tidepool-missing-remove
}
