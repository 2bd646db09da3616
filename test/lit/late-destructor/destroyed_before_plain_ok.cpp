// RUN: %expect %s
// What has no destructor can be used to the end of the thread.

#include <cstdio>

struct Flusher {
  bool used = false;
  ~Flusher();
};
static thread_local Flusher flusher;
static thread_local long counter = 0;

Flusher::~Flusher() { std::printf("%ld\n", counter); }

void count(long amount) {
  counter = amount;
  flusher.used = true;
}
