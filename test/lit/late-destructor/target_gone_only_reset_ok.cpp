// REQUIRES: tbb
// RUN: %expect %s
// The timer dies after the span, but only empties the slot.

#include <chrono>
#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <string>

struct Span {
  explicit Span(std::string name) : name(std::move(name)) {}
  ~Span() { std::printf("%s: %ld\n", name.c_str(), ticks); }
  std::string name;
  long ticks = 0;
};

static thread_local Span *active = nullptr;

class Timer {
public:
  Timer() : begun_(std::chrono::steady_clock::now()) {}
  ~Timer() {
    std::printf("%ld\n", (std::chrono::steady_clock::now() - begun_).count());
    active = nullptr;
  }
  void measures(Span *span) { active = span; }

private:
  std::chrono::steady_clock::time_point begun_;
};

static void work(int item) {
  Timer timer;
  Span span("item");
  timer.measures(&span);
  std::printf("%d\n", item);
}

void run(int items) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < items; ++i)
    group.run([i] { work(i); });
  group.wait();
}
