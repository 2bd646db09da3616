// RUN: %agree %s
// The second task reads what the first has left. Asking whether there is something is no read.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> user("user");
static std::size_t length;

static void login(tidepool::ThreadPool &Pool, std::string Name) {
  Pool.submit([Name] {
    user.set(Name); // EXPECT: tidepool-missing-remove
  }).wait();
}

static void audit(tidepool::ThreadPool &Pool) {
  Pool.submit([] {
    if (user.is_present())
      length += user.get().size(); // EXPECT: tidepool-stale-read
  }).wait();
}

int main() {
  tidepool::ThreadPool Pool(1);
  login(Pool, "a");
  audit(Pool);
  audit(Pool);
}
