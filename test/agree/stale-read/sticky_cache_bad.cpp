// RUN: %agree %s
// What the thread's first task has put in serves all later ones.
// It is that task's own data, and shows as such where threads differ, and not each from each.
#include "tidepool/thread_pool.h"
#include <latch>
#include <mutex>
#include <string>

static tidepool::ThreadLocal<std::string> shard("shard");
static const std::string Local = "local";
static std::size_t length;
static std::mutex lengthLock;

static void fetch(const std::string &From) {
  if (!shard.is_present())
    shard.set(From);
  std::lock_guard<std::mutex> Lock(lengthLock);
  length += From.size();
  length += shard.get().size(); // EXPECT: tidepool-stale-read
}

int main() {
  tidepool::ThreadPool Pool(3);
  std::latch All(3);
  for (std::string From : {"a", "b", "a"})
    Pool.submit([&All, From] {
      All.arrive_and_wait();
      fetch(From);
    });
  for (std::string From : {"a", "b", "c"})
    Pool.submit([From] { fetch(From); });
}
