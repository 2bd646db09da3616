// RUN: %agree %s
// A guard puts back what it has found,
// from before the task's own value.
#include "tidepool/thread_pool.h"
#include <optional>
#include <string>

static tidepool::ThreadLocal<std::string> mode("mode");
static std::size_t length;

class Saved {
public:
  Saved() {
    if (mode.is_present())
      Old = mode.get(); // KNOWN-FP(check): tidepool-stale-read
  }
  ~Saved() {
    if (Old)
      mode.set(*Old); // KNOWN-FP(check): tidepool-missing-remove
    else
      mode.remove();
  }

private:
  std::optional<std::string> Old;
};

static void handle(const std::string &Name) {
  Saved Guard;
  mode.set(Name);
  mode.set("strict");
  length += mode.get().size();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name] { handle(Name); }).wait();
}
