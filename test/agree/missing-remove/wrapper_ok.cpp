// RUN: %agree %s
// A class around a holder, which hands on where it is called from.
#include "tidepool/thread_pool.h"
#include <string>
#include <utility>

class Context {
public:
  void enter(std::string User, const char *File = __builtin_FILE(), int Line = __builtin_LINE()) {
    user.set(std::move(User), File, Line);
  }
  void leave() { user.remove(); }

private:
  tidepool::ThreadLocal<std::string> user{"user"};
};

static Context context;

static bool known(const std::string &User) { return User != "b"; }

static void handle(const std::string &User) {
  context.enter(User);
  if (!known(User))
    return context.leave();
  context.leave();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string User : {"a", "b", "c"})
    Pool.submit([User] { handle(User); }).wait();
}
