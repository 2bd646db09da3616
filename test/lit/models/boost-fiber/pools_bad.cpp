// REQUIRES: boost
// RUN: %expect %s
// MODELS: Boost.Fiber, boost::fibers::fiber::fiber, boost::fibers::async
#include <boost/fiber/all.hpp>

struct Request {
  int tenant;
};
thread_local const Request *current;

void serve(const Request *request) {
  boost::fibers::fiber([=] { current = request; }).detach(); // EXPECT: tidepool-missing-remove
  boost::fibers::async([=] { current = request; }); // EXPECT: tidepool-missing-remove
}
