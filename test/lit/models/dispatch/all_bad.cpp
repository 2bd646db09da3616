// RUN: %expect %s -- %flags_declared -fblocks
// MODELS: GCD, dispatch_async, dispatch_async_f, dispatch_group_async, dispatch_group_async_f, dispatch_apply
// MODELS: dispatch_apply_f, dispatch_source_set_event_handler, dispatch_sync
#include <dispatch.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *current, *inner;

void work(void *data) {
  current = static_cast<Request *>(data); // EXPECT: tidepool-missing-remove
}

void workOfGroup(void *data) {
  current = static_cast<Request *>(data); // EXPECT: tidepool-missing-remove
}

void iteration(void *data, size_t) {
  current = static_cast<Request *>(data); // EXPECT: tidepool-missing-remove
}

void serve(dispatch_queue_t queue, dispatch_group_t group, dispatch_source_t source, Request *request) {
  dispatch_async(queue, ^{
    current = request; // EXPECT: tidepool-missing-remove
  });
  dispatch_async_f(queue, request, work);
  dispatch_group_async(group, queue, ^{
    current = request; // EXPECT: tidepool-missing-remove
  });
  dispatch_group_async_f(group, queue, request, workOfGroup);
  dispatch_apply(4, queue, ^(size_t) {
    current = request; // EXPECT: tidepool-missing-remove
  });
  dispatch_apply_f(4, queue, request, iteration);
  dispatch_source_set_event_handler(source, ^{
    current = request; // EXPECT: tidepool-missing-remove
  });
}

TASK void waits(dispatch_queue_t queue, const Request *request) {
  dispatch_sync(queue, ^{
    inner = request; // EXPECT: tidepool-missing-remove
  });
}

void clear(void *) { inner = nullptr; }

TASK void waitsForFunction(dispatch_queue_t queue, const Request *request) {
  dispatch_sync(queue, ^{
    inner = request; // EXPECT: tidepool-missing-remove
  });
}
