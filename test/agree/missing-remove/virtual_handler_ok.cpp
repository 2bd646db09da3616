// RUN: %agree %s
// Two handlers behind one interface;
// both remove.
#include "tidepool/thread_pool.h"
#include <memory>
#include <string>

static tidepool::ThreadLocal<std::string> current("current");
static std::size_t served;

struct Handler {
  virtual ~Handler() = default;
  virtual void serve(const std::string &Request) = 0;
};

struct Get : Handler {
  void serve(const std::string &Request) override {
    current.set("get " + Request);
    served += current.get().size();
    current.remove();
  }
};

struct Put : Handler {
  void serve(const std::string &Request) override {
    current.set("put " + Request);
    served += current.get().size();
    current.remove();
  }
};

static void post(tidepool::ThreadPool &Pool, std::shared_ptr<Handler> With, std::string Request) {
  Pool.submit([With, Request] { With->serve(Request); }).wait();
}

int main() {
  tidepool::ThreadPool Pool(1);
  post(Pool, std::make_shared<Get>(), "a");
  post(Pool, std::make_shared<Put>(), "b");
  post(Pool, std::make_shared<Get>(), "c");
}
