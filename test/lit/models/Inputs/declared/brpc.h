// brpc, as of 2026: bthread/bthread.h, bthread/execution_queue.h, butil/thread_key.h, brpc/server.h, and what protoc makes
// of `service EchoService { rpc Echo(EchoRequest) returns (EchoResponse); }`.
#pragma once
#include <cstddef>
#include <cstdint>
struct timespec;
extern "C" {
typedef uint64_t bthread_t;
typedef struct {
  uint32_t index;
  uint32_t version;
} bthread_key_t;
struct bthread_attr_t;
int bthread_key_create(bthread_key_t *key, void (*destructor)(void *data));
int bthread_key_delete(bthread_key_t key);
int bthread_setspecific(bthread_key_t key, void *data);
void *bthread_getspecific(bthread_key_t key);
int bthread_start_background(bthread_t *tid, const bthread_attr_t *attr, void *(*fn)(void *), void *args);
int bthread_timer_add(uint64_t *id, timespec abstime, void (*on_timer)(void *), void *arg);
int bthread_usleep(uint64_t microseconds);
}
namespace bthread {
template <typename T> class TaskIterator;
struct ExecutionQueueId {};
struct ExecutionQueueOptions {};
template <typename T>
int execution_queue_start(ExecutionQueueId *id, const ExecutionQueueOptions *options,
                          int (*execute)(void *meta, TaskIterator<T> &iter), void *meta);
} // namespace bthread
namespace butil {
struct ThreadKey {
  uint32_t id, seq;
};
int thread_key_create(ThreadKey &key, void (*destructor)(void *));
int thread_key_delete(ThreadKey &key);
int thread_setspecific(ThreadKey &key, void *data);
void *thread_getspecific(ThreadKey &key);
template <typename T> class ThreadLocal {
public:
  explicit ThreadLocal(bool delete_on_thread_exit = false);
  ~ThreadLocal();
  T *get();
  T *operator->();
  T &operator*();
  void reset(T *ptr = nullptr);
};
} // namespace butil
namespace google::protobuf {
class RpcController {
public:
  virtual ~RpcController();
};
class Closure {
public:
  virtual ~Closure();
  virtual void Run() = 0;
};
class Service {
public:
  virtual ~Service();
};
} // namespace google::protobuf
namespace brpc {
void *thread_local_data();
class Controller : public google::protobuf::RpcController {
public:
  void *session_local_data();
};
} // namespace brpc
