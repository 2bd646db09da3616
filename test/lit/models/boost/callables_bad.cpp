// REQUIRES: boost
// RUN: %expect %s -- -DBOOST_THREAD_VERSION=4
// MODELS: boost::function, boost::call_once, boost::make_shared
#include <boost/function.hpp>
#include <boost/make_shared.hpp>
#include <boost/thread/once.hpp>
#include <boost/thread/thread.hpp>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *function_, *onlyOnce, *alone, *deleted;
thread_local boost::shared_ptr<Request> shared;

TASK void function(const Request &request) {
  boost::function<void()> call = [&] { function_ = &request; }; // EXPECT: tidepool-missing-remove
  call();
}

TASK void once(const Request &request, boost::once_flag &flag) {
  boost::call_once(flag, [&] { onlyOnce = &request; }); // EXPECT: tidepool-missing-remove
}

TASK void fresh(const Request &request) {
  shared = boost::make_shared<Request>(request); // EXPECT: tidepool-missing-remove
}
