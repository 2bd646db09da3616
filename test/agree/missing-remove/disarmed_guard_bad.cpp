// RUN: %agree %s
// A guard that can be told to do nothing.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> session("session");

class Cleanup {
public:
  ~Cleanup() {
    if (Armed)
      session.remove();
  }
  void disarm() { Armed = false; }

private:
  bool Armed = true;
};

static void login(const std::string &User) {
  Cleanup Guard;
  session.set("session of " + User); // EXPECT: tidepool-missing-remove
  if (User == "root")
    Guard.disarm();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string User : {"a", "root", "b"})
    Pool.submit([User] { login(User); }).wait();
}
