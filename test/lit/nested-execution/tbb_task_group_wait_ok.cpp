// RUN: %expect %s
// REQUIRES: tbb
// task_group::wait takes any task of the arena; isolated, only those of its own.

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>
#include <cstdio>

struct Query {
  int id;
};
static thread_local const Query *running = nullptr;

static void step(int i) { std::printf("%d\n", i); }

static void run(const Query &query) {
  running = &query;
  tbb::task_group group;
  for (int i = 0; i < 8; ++i)
    group.run([i] { step(i); });
  {
    tbb::this_task_arena::isolate([&] { group.wait(); });
  }
  std::printf("%d\n", running->id);
  running = nullptr;
}

int main() {
  Query queries[100];
  tbb::parallel_for(0, 100, [&](int i) {
    queries[i].id = i;
    run(queries[i]);
  });
}
