// REQUIRES: boost
// RUN: %expect %s
// reset() destroys what is in the slot; release() gives it back and leaves none.

#include <boost/fiber/fss.hpp>
#include <boost/thread/tss.hpp>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

boost::thread_specific_ptr<Request> onThread, onEither;
boost::fibers::fiber_specific_ptr<Request> onFiber;

TASK void thread(const Request &request) {
  onThread.reset(new Request(request));
  onThread.reset();
}

TASK void fiber(const Request &request) {
  onFiber.reset(new Request(request));
  onFiber.reset(nullptr);
}

TASK void sometimes(Request *request) {
  onEither.reset(request);
  onEither.release();
}
