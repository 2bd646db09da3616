// REQUIRES: boost
// RUN: %expect %s
// MODELS: boost::thread_specific_ptr, boost::fibers::fiber_specific_ptr
// reset(p) without reset() or release() leaves p.

#include <boost/fiber/fss.hpp>
#include <boost/thread/tss.hpp>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

boost::thread_specific_ptr<Request> onThread, onEither;
boost::fibers::fiber_specific_ptr<Request> onFiber;

TASK void thread(const Request &request) {
  onThread.reset(new Request(request)); // EXPECT: tidepool-missing-remove
}

TASK void fiber(const Request &request) {
  onFiber.reset(new Request(request)); // EXPECT: tidepool-missing-remove
}

TASK void sometimes(Request *request) {
  onEither.reset(request); // EXPECT: tidepool-missing-remove
  if (request->tenant == 0)
    onEither.release();
}
