// REQUIRES: boost
// RUN: %expect %s -- -DBOOST_THREAD_VERSION=4
// MODELS: boost::thread, boost::shared_ptr
// A thread of its own is no pool. A deleter is called even where the shared pointer is null.
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
  boost::function<void()> call = [&] { function_ = &request; };
  call();
  function_ = nullptr;
}

TASK void once(const Request &request, boost::once_flag &flag) {
  boost::call_once(flag, [&] { onlyOnce = &request; });
  onlyOnce = nullptr;
}

TASK void fresh(const Request &request) {
  shared = boost::make_shared<Request>(request);
  shared.reset();
}

void start(const Request *request) { boost::thread([=] { alone = request; }).detach(); }

TASK void deleter(const Request &request) {
  deleted = &request;
  boost::shared_ptr<void> guard(nullptr, [](void *) { deleted = nullptr; });
}
