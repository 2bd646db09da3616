// RUN: %agree %s
// One template, two kinds of requests.
#include "tidepool/thread_pool.h"
#include <string>

struct Small {
  std::string name() const { return "small"; }
  bool valid() const { return true; }
};
struct Large {
  int Size = 0;
  std::string name() const { return "large" + std::to_string(Size); }
  bool valid() const { return Size < 3; }
};

static tidepool::ThreadLocal<std::string> request("request");

template <class T> void handle(const T &R) {
  request.set(R.name()); // EXPECT: tidepool-missing-remove
  if (!R.valid())
    return;
  request.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  Pool.submit([] { handle(Small()); }).wait();
  for (int Size : {1, 2, 3})
    Pool.submit([Size] { handle(Large{Size}); }).wait();
}
