// RUN: %expect --confidence=audit %s
// A thread that runs one function and ends takes its state with it.

#include <cfenv>
#include <cstdio>
#include <pthread.h>
#include <thread>

void run() {
  std::thread once([] {
    pthread_setname_np(pthread_self(), "once");
    std::fesetround(FE_UPWARD);
    std::puts("done");
  });
  once.join();
}
