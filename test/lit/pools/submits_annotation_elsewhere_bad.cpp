// RUN: %expect %s
// The pool's body is not in the program; its function for submitting is annotated.

#include <functional>
#include <string>

class Pool {
public:
  [[clang::annotate("tidepool::submits", 1)]] void post(int priority, std::function<void()> task);
};

static thread_local const std::string *tenant = nullptr;

void serve(Pool &pool, const std::string &name) {
  pool.post(1, [&name] {
    tenant = &name; // EXPECT: tidepool-missing-remove
  });
}

int main() {
  Pool pool;
  std::string first = "first", second = "second";
  serve(pool, first);
  serve(pool, second);
}
