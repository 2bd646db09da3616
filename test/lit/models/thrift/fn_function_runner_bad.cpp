// REQUIRES: thrift
// RUN: %expect %s
// MODELS: apache::thrift::concurrency::FunctionRunner::create
// A Runnable that is made of a function: that its run() calls the function is not known.
#include <functional>
#include <thrift/concurrency/FunctionRunner.h>
#include <thrift/concurrency/ThreadManager.h>

struct Request {
  int tenant;
};
thread_local const Request *current;

using namespace apache::thrift;

void serve(concurrency::ThreadManager &manager, const Request *request) {
  manager.add(concurrency::FunctionRunner::create([=] {
    current = request; // KNOWN-FN: tidepool-missing-remove
  }));
}
