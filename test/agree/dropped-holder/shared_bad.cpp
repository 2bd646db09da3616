// RUN: %agree %s
// A task keeps the holder alive
// until it ends, and leaves its value.
#include "tidepool/thread_pool.h"
#include <memory>
#include <string>

using Word = tidepool::ThreadLocal<std::string>;
static std::size_t length;

static void count(tidepool::ThreadPool &Pool, std::string Text) {
  std::shared_ptr<Word> Last(new Word("last")); // EXPECT: tidepool-dropped-holder
  Pool.submit([Last, Text] {
    Last->set(Text);
    length += Last->get().size();
  }).wait();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Text : {"a", "b"})
    count(Pool, Text);
}
