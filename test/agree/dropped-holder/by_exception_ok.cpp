// RUN: %agree %s
// An exception ends the task
// before it sets a local holder.
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static void parse(tidepool::ThreadPool &Pool, const std::string &Text) {
  tidepool::ThreadLocal<std::string> token("token");
  Pool.submit([&] {
    if (Text == "bad")
      throw std::invalid_argument(Text);
    token.set(Text);
    token.remove();
  }).wait();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Text : {"good", "bad"})
    parse(Pool, Text);
}
