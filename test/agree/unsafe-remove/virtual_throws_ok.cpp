// RUN: %agree %s
// One implementation of an interface throws
// where nothing is set yet.
#include "tidepool/thread_pool.h"
#include <memory>
#include <stdexcept>
#include <string>

struct Codec {
  virtual ~Codec() = default;
  virtual std::string decode(const std::string &Text) const { return Text; }
};
struct Strict : Codec {
  std::string decode(const std::string &Text) const override {
    if (Text.size() > 1)
      throw std::length_error("too long");
    return Text;
  }
};

static tidepool::ThreadLocal<std::string> message("message");
static std::size_t length;

static void receive(const Codec &C, const std::string &Text) {
  message.set(C.decode(Text));
  length += message.get().size();
  message.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Text : {"a", "long"}) {
    Pool.submit([Text] { receive(Codec(), Text); }).wait();
    Pool.submit([Text] { receive(Strict(), Text); }).wait();
  }
}
