// RUN: %agree %s
// The handler that removes is for another kind of exception.
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<std::string> user("user");
static int failures;

static void charge(const std::string &User) {
  if (User == "poor")
    throw std::runtime_error("no credit");
}

static void handle(const std::string &User) {
  user.set("user " + User); // EXPECT: tidepool-unsafe-remove
  try {
    charge(User);
  } catch (const std::logic_error &) {
    ++failures;
  }
  user.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string User : {"rich", "poor"})
    Pool.submit([User] { handle(User); }).wait();
}
