// A key for each task, and none is ever deleted: each leaves an entry. What a table does not show is said to be so.
// RUN: not %tidepool check --confirm --checks=-*,tidepool-key-misuse %s -- -std=c++20 -I%source/lib/include | FileCheck %s
#include "tidepool/thread_pool.h"
#include <cstdlib>
#include <pthread.h>
#include <string>

pthread_key_t scratch;

void serve(tidepool::ThreadPool &Pool, std::string Name) {
  pthread_key_create(&scratch, nullptr);
  Pool.submit([Name] {
    if (!pthread_getspecific(scratch))
      pthread_setspecific(scratch, std::malloc(64));
    pthread_key_t name;
    pthread_key_create(&name, nullptr);
    pthread_setspecific(name, &Name);
  });
}

// CHECK: key_misuse.cpp:11:3: warning: {{.*}} [tidepool-key-misuse]
// CHECK: {{^}}note: not replayed: a thread's table does not show this
// CHECK: key_misuse.cpp:16:5: warning: {{.*}} [tidepool-key-misuse]
// CHECK: {{^}}note: confirmed by replay:
// CHECK-NEXT: {{^}}note: entries left after each task: 1, 2, 3; after a thousand: 1000 entries with 1000 values, on each thread,
