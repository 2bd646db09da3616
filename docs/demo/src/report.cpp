#include "report.h"

#include <atomic>
#include <cstdio>
#include <latch>

namespace {

struct Trace {
  const char *name;
  std::atomic<int> events{0};
};

thread_local Trace *tlUsage = nullptr;
thread_local Trace *tlHealth = nullptr;

// Makes a trace the current one of this thread, for as long as the scope lasts.
class UsageScope {
public:
  explicit UsageScope(Trace &trace) : outer_(tlUsage) { tlUsage = &trace; }
  ~UsageScope() { tlUsage = outer_; }
  UsageScope(const UsageScope &) = delete;
  UsageScope &operator=(const UsageScope &) = delete;

private:
  Trace *outer_;
};

void countUsage(int shard) {
  if (Trace *trace = tlUsage) trace->events += shard; // EXPECT: tidepool-lost-context
}

void checkHealth(int shard) {
  if (Trace *trace = tlHealth) trace->events += shard;
}

} // namespace

void usageReport(WorkerPool &pool, int shards) {
  Trace trace{"usage"};
  // The scope is this thread's. The jobs run on the workers, where nothing is set, and count nothing.
  UsageScope scope(trace);
  std::latch done(shards);
  for (int shard = 1; shard <= shards; ++shard) {
    pool.post([shard, &done] {
      countUsage(shard);
      done.count_down();
    });
  }
  done.wait();
  std::printf("%s: %d\n", trace.name, trace.events.load());
}

// Right: each job sets the trace, and clears it, on the thread that runs it.
void healthReport(WorkerPool &pool, int shards) {
  Trace trace{"health"};
  std::latch done(shards);
  for (int shard = 1; shard <= shards; ++shard) {
    pool.post([shard, &trace, &done] {
      tlHealth = &trace;
      checkHealth(shard);
      tlHealth = nullptr;
      done.count_down();
    });
  }
  done.wait();
  std::printf("%s: %d\n", trace.name, trace.events.load());
}
