// RUN: %expect %s -- %flags_declared
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
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

TASK void keys(Request *request) {
  bthread_setspecific(ofBthread, request);
  butil::thread_setspecific(ofThread, request);
  butil::thread_setspecific(ofThread, nullptr);
  bthread_setspecific(ofBthread, nullptr);
}

TASK void object(Request *request) {
  local.reset(request);
  local.reset();
}

TASK void pooled(Request *request) {
  static_cast<Request *>(brpc::thread_local_data())->next = request;
  static_cast<Request *>(brpc::thread_local_data())->next = nullptr;
}

void *started(void *data) {
  Scope scope(static_cast<Request *>(data));
  return nullptr;
}

void onTimer(void *data) { Scope scope(static_cast<Request *>(data)); }

int consume(void *data, bthread::TaskIterator<int> &) {
  Scope scope(static_cast<Request *>(data));
  return 0;
}

void submit(bthread_t *id, uint64_t *timer, timespec at, bthread::ExecutionQueueId *queue, Request *request) {
  bthread_start_background(id, nullptr, started, request);
  bthread_timer_add(timer, at, onTimer, request);
  bthread::execution_queue_start<int>(queue, nullptr, consume, request);
}

class EchoService : public google::protobuf::Service {
public:
  virtual void Echo(google::protobuf::RpcController *controller, const Request *request, Request *response,
                    google::protobuf::Closure *done);
  virtual void configure(const Request *request);
};

class EchoServiceImpl : public EchoService {
public:
  void Echo(google::protobuf::RpcController *, const Request *request, Request *,
            google::protobuf::Closure *done) override {
    Scope scope(request);
    done->Run();
  }
  // No controller: nothing that a server calls.
  void configure(const Request *request) override { current = request; }
};
