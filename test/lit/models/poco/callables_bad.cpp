// REQUIRES: poco
// RUN: %expect %s
// MODELS: Poco::makeShared
#include <Poco/AutoPtr.h>
#include <Poco/SharedPtr.h>
#include <Poco/Thread.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local Poco::SharedPtr<Request> shared;
thread_local const Request *alone;

TASK void fresh(const Request &request) {
  shared = Poco::makeShared<Request>(request); // EXPECT: tidepool-missing-remove
}
