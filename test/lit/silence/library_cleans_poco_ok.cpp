// RUN: %expect %s
// REQUIRES: poco
// Poco::ThreadPool clears all Poco::ThreadLocals after each run(); native thread_locals it does not know.

#include <Poco/Runnable.h>
#include <Poco/ThreadLocal.h>
#include <Poco/ThreadPool.h>
#include <cstdio>
#include <string>

struct Ticket {
  std::string holder;
};

static Poco::ThreadLocal<const Ticket *> ticket;

static void stamp() {
  std::printf("%s\n", (*ticket)->holder.c_str());
}

class Inspect : public Poco::Runnable {
public:
  explicit Inspect(Ticket t) : ticket_(std::move(t)) {}
  void run() override {
    *ticket = &ticket_;
    stamp();
  }

private:
  Ticket ticket_;
};

int main() {
  Poco::ThreadPool pool(2, 4);
  Inspect first(Ticket{"a"}), second(Ticket{"b"});
  pool.start(first);
  pool.start(second);
  pool.joinAll();
}
