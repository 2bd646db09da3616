// RUN: %expect %s
// The slot is asked for again behind the switch.

#include <cstdint>
#include <cstdio>

extern "C" int bthread_usleep(std::uint64_t microseconds);
using bthread_t = std::uint64_t;
extern "C" int bthread_start_background(bthread_t *tid, const void *attributes, void *(*fn)(void *), void *data);

struct Statistics {
  long calls = 0, errors = 0;
};
static thread_local Statistics statistics;

static void *serve(void *) {
  Statistics &mine = statistics;
  ++mine.calls;
  bthread_usleep(1000);
  ++statistics.errors;
  return nullptr;
}

int main() {
  bthread_t tid;
  bthread_start_background(&tid, nullptr, serve, nullptr);
}
