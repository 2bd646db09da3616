// RUN: %expect %s
// REQUIRES: poco
// Poco::ThreadPool: it logs what a Runnable throws, and goes on.

#include <Poco/Runnable.h>
#include <Poco/ThreadPool.h>
#include <cstdio>
#include <stdexcept>

struct Badge {
  int number;
};

static thread_local const Badge *badge_ = nullptr;

static void check() {
  if (badge_->number > 2) throw std::runtime_error("unknown badge");
}

class Admit : public Poco::Runnable {
public:
  explicit Admit(int number) : own_{number} {}
  void run() override {
    badge_ = &own_;
    try {
      check();
    } catch (...) {
      badge_ = nullptr;
      throw;
    }
    std::printf("%d\n", badge_->number);
    badge_ = nullptr;
  }

private:
  Badge own_;
};

int main() {
  Admit a(1), b(5);
  Poco::ThreadPool pool(2, 4);
  pool.start(a);
  pool.start(b);
  pool.joinAll();
}
