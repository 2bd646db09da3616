// REQUIRES: ace
// RUN: %expect %s
// MODELS: ACE_TSS, ACE_thread_key_t, ACE activation queue, ACE_Activation_Queue::enqueue
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
  object.ts_object(request); // EXPECT: tidepool-missing-remove
}

TASK void intoKey(Request *request) {
  ACE_OS::thr_setspecific(key, request); // EXPECT: tidepool-missing-remove
}

struct Call : ACE_Method_Request {
  const Request *request;
  int call() override {
    current = request; // EXPECT: tidepool-missing-remove
    return 0;
  }
};

void serve(ACE_Activation_Queue &queue, Call *call, Request *request) {
  queue.enqueue(call);
}
