#include "report.h"
#include "tidepool/thread_local.h"

#include <atomic>
#include <cstdio>
#include <latch>

namespace {

struct Trace {
  const char *name;
  std::atomic<int> events{0};
};

tidepool::ThreadLocal<Trace *> tlUsage("tlUsage");
tidepool::ThreadLocal<Trace *> tlHealth("tlHealth");

// Makes a trace the current one of this thread, for as long as the scope lasts.
class UsageScope {
public:
  explicit UsageScope(Trace &trace) : outer_(tlUsage.get()) { tlUsage.set(&trace); }
  ~UsageScope() { tlUsage.set(outer_); }
  UsageScope(const UsageScope &) = delete;
  UsageScope &operator=(const UsageScope &) = delete;

private:
  Trace *outer_;
};

void countUsage(int shard) {
  if (Trace *trace = tlUsage.get()) trace->events += shard; // EXPECT: tidepool-lost-context
}

void checkHealth(int shard) {
  if (Trace *trace = tlHealth.get()) trace->events += shard;
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
      tlHealth.set(&trace);
      checkHealth(shard);
      tlHealth.remove();
      done.count_down();
    });
  }
  done.wait();
  std::printf("%s: %d\n", trace.name, trace.events.load());
}
