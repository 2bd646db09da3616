// RUN: %agree %s
// Every case cleans up after itself
// in the end.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> command("command");
static long sum;

static void execute(const std::string &Text) {
  command.set(Text);
  switch (Text[0]) {
  case '+':
    ++sum;
    break;
  case '-':
    --sum;
    break;
  default:
    sum = 0;
  }
  command.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Text : {"+1", "-1", "=0"})
    Pool.submit([Text] { execute(Text); }).wait();
}
