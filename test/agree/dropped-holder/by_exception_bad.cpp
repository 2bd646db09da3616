// RUN: %agree %s
// An exception ends the task
// after it has set a local holder.
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static void parse(tidepool::ThreadPool &Pool, const std::string &Text) {
  tidepool::ThreadLocal<std::string> token("token"); // EXPECT: tidepool-dropped-holder
  Pool.submit([&] {
    token.set(Text);
    if (Text == "bad")
      throw std::invalid_argument(Text);
    token.remove();
  }).wait();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Text : {"good", "bad"})
    parse(Pool, Text);
}
