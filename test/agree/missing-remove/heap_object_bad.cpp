// RUN: %agree %s
// A pointer to what was allocated for a task.
#include "tidepool/thread_pool.h"
#include <memory>
#include <string>

struct Session {
  std::string User;
};

static tidepool::ThreadLocal<std::shared_ptr<Session>> session("session");
static std::size_t length;

static std::shared_ptr<Session> open(const std::string &User) {
  return std::make_shared<Session>(Session{User});
}

static void handle(const std::string &User) {
  session.set(open(User)); // EXPECT: tidepool-missing-remove
  length += session.get()->User.size();
  if (User == "b")
    return;
  session.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string User : {"a", "b", "c"})
    Pool.submit([User] { handle(User); }).wait();
}
