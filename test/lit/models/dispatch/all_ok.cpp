// RUN: %expect %s -- %flags_declared -fblocks
// MODELS: dispatch_once, dispatch_once_f, dispatch_sync_f
// dispatch_sync runs the block before it returns, as a rule on the caller's thread.
#include <dispatch.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *current, *inner;

void work(void *data) {
  current = static_cast<Request *>(data);
  current = nullptr;
}

void workOfGroup(void *data) {
  current = static_cast<Request *>(data);
  current = nullptr;
}

void iteration(void *data, size_t) {
  current = static_cast<Request *>(data);
  current = nullptr;
}

void serve(dispatch_queue_t queue, dispatch_group_t group, dispatch_source_t source, Request *request) {
  dispatch_async(queue, ^{
    current = request;
    current = nullptr;
  });
  dispatch_async_f(queue, request, work);
  dispatch_group_async(group, queue, ^{
    current = request;
    current = nullptr;
  });
  dispatch_group_async_f(group, queue, request, workOfGroup);
  dispatch_apply(4, queue, ^(size_t) {
    current = request;
    current = nullptr;
  });
  dispatch_apply_f(4, queue, request, iteration);
  dispatch_source_set_event_handler(source, ^{
    current = request;
    current = nullptr;
  });
}

TASK void waits(dispatch_queue_t queue, const Request *request) {
  dispatch_sync(queue, ^{
    inner = request;
    inner = nullptr;
  });
}

void clear(void *) { inner = nullptr; }

TASK void waitsForFunction(dispatch_queue_t queue, const Request *request) {
  dispatch_sync(queue, ^{
    inner = request;
  });
  dispatch_sync_f(queue, nullptr, clear);
}

TASK void once(dispatch_once_t *first, dispatch_once_t *second, const Request *request) {
  inner = request;
  dispatch_once(first, ^{
    inner = nullptr;
  });
  dispatch_once_f(second, nullptr, clear);
  inner = nullptr;
}
