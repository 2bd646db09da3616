// RUN: %agree %s
// The read is some calls away from the task
// which sets what it has been given first.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> user("user");
static std::size_t allowed;

static std::string who() { return user.get(); }
static bool may(const std::string &What) { return who() == What; }
static void open(const std::string &File) { allowed += may(File); }

static void request(tidepool::ThreadPool &Pool, std::string User) {
  user.set(User);
  Pool.submit([User] {
    user.set(User);
    open("secret");
    user.remove();
  }).wait();
  user.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string User : {"a", "b"})
    request(Pool, User);
}
