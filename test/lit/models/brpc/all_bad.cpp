// RUN: %expect %s -- %flags_declared
// MODELS: bthread_key_t, butil::ThreadKey, butil::ThreadLocal, brpc thread-local data, brpc
// MODELS: bthread_start_background, bthread::execution_queue_start, bthread_timer_add, google::protobuf::Service
#include <brpc.h>
#include <time.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
  Request *next;
};

bthread_key_t ofBthread;
butil::ThreadKey ofThread;
butil::ThreadLocal<Request> local;
thread_local const Request *current;

TASK void keys(Request *request) {
  bthread_setspecific(ofBthread, request);      // EXPECT: tidepool-missing-remove
  butil::thread_setspecific(ofThread, request); // EXPECT: tidepool-missing-remove
}

TASK void object(Request *request) {
  local.reset(request); // EXPECT: tidepool-missing-remove
}

TASK void pooled(Request *request) {
  static_cast<Request *>(brpc::thread_local_data())->next = request; // EXPECT: tidepool-missing-remove
}

void *started(void *data) {
  current = static_cast<Request *>(data); // EXPECT: tidepool-missing-remove
  return nullptr;
}

void onTimer(void *data) {
  current = static_cast<Request *>(data); // EXPECT: tidepool-missing-remove
}

int consume(void *data, bthread::TaskIterator<int> &) {
  current = static_cast<Request *>(data); // EXPECT: tidepool-missing-remove
  return 0;
}

void submit(bthread_t *id, uint64_t *timer, timespec at, bthread::ExecutionQueueId *queue, Request *request) {
  bthread_start_background(id, nullptr, started, request);
  bthread_timer_add(timer, at, onTimer, request);
  bthread::execution_queue_start<int>(queue, nullptr, consume, request);
}

// What protoc makes.
class EchoService : public google::protobuf::Service {
public:
  virtual void Echo(google::protobuf::RpcController *controller, const Request *request, Request *response,
                    google::protobuf::Closure *done);
  virtual const char *name() const;
};

// What is written by hand.
class EchoServiceImpl : public EchoService {
public:
  void Echo(google::protobuf::RpcController *, const Request *request, Request *,
            google::protobuf::Closure *done) override {
    current = request; // EXPECT: tidepool-missing-remove
    done->Run();
  }
  const char *name() const override { return "echo"; }
};
