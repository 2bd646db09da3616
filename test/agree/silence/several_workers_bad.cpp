// RUN: %agree %s
// Two workers, each held until the other has a task, too.
#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include <latch>
#include <string>

static tidepool::ThreadLocal<std::string> part("part");
static std::size_t length[2];

static void work(std::latch &Both, std::size_t Number) {
  Both.arrive_and_wait();
  part.set("part " + std::to_string(Number)); // EXPECT: tidepool-missing-remove
  length[Number] += part.get().size();
}

int main(int Arguments, char **) {
  tidepool::ThreadPool Pool(2);
  std::latch Both(2);
  auto First = Pool.submit([&Both, Arguments] { work(Both, Arguments - 1); });
  auto Second = Pool.submit([&Both, Arguments] { work(Both, Arguments); });
  First.wait();
  Second.wait();
}
