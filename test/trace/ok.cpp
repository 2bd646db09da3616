// The right uses leave nothing to say, for the run and for the source.
// RUN: %clangxx -std=c++20 -I%source/lib/include %s %runtime_flags -o %t
// RUN: rm -f %t.jsonl && env TIDEPOOL_TRACE=%t.jsonl %t
// RUN: %tidepool trace %t.jsonl | FileCheck %s
// RUN: %tidepool check %s -- -std=c++20 -I%source/lib/include | FileCheck %s
#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<std::string> guarded("guarded");
static tidepool::ThreadLocal<std::string> removed("removed");
static tidepool::TransmittableThreadLocal<std::string> sent("sent");
static tidepool::ThreadLocal<std::string> cache("cache");
static std::size_t length;

static void handle(const std::string &Name) {
  auto Cleanup = tidepool::remove_on_exit(guarded);
  guarded.set(Name);
  if (!cache.is_present())
    cache.set("per thread");
  length += cache.get().size() + sent.get().size();
  if (Name.empty())
    throw std::invalid_argument("no name");
  removed.set(Name);
  length += removed.get().size();
  removed.remove();
}

int main() {
  tidepool::ThreadPool Pool(2);
  for (std::string Name : {"a", "", "b", "c", ""}) {
    sent.set(Name);
    Pool.submit([Name] { handle(Name); }).wait();
    sent.remove();
  }
  tidepool::ThreadPool Clean(1, tidepool::AfterTask::restore);
  Clean.submit([] {}).wait();
}

// CHECK: tidepool: {{.*}}: 0 findings
