// REQUIRES: ace
// RUN: %expect %s
// MODELS: ACE_Thread_Manager::spawn, ACE_Thread_Manager::spawn_n
// MODELS: ACE_Thread::spawn
// ts_object() gives the old value back. spawn() starts a thread of its own.
#include <ace/Activation_Queue.h>
#include <ace/Method_Request.h>
#include <ace/TSS_T.h>
#include <ace/Thread_Manager.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

ACE_TSS<Request> object;
ACE_thread_key_t key;
thread_local const Request *current, *once;

TASK void intoObject(Request *request) {
  object.ts_object(request);
  object.ts_object(nullptr);
}

TASK void intoKey(Request *request) {
  ACE_OS::thr_setspecific(key, request);
  ACE_OS::thr_setspecific(key, nullptr);
}

struct Call : ACE_Method_Request {
  const Request *request;
  int call() override {
    current = request;
    current = nullptr;
    return 0;
  }
};

static ACE_THR_FUNC_RETURN body(void *data) {
  once = static_cast<Request *>(data);
  return 0;
}

void serve(ACE_Activation_Queue &queue, Call *call, Request *request) {
  queue.enqueue(call);
  ACE_Thread_Manager::instance()->spawn(body, request);
  ACE_Thread_Manager::instance()->spawn_n(2, body, request);
  ACE_Thread::spawn(body, request);
}
