// RUN: %expect %s
// unique_ptr to std::function, popped with exchange of the whole head.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

class Mill {
public:
  Mill() {
    one_ = std::thread([this] { grind(); });
    two_ = std::thread([this] { grind(); });
  }
  ~Mill() {
    add(nullptr);
    add(nullptr);
    one_.join();
    two_.join();
  }
  void add(std::unique_ptr<std::function<void()>> corn) {
    std::scoped_lock lock(mutex_);
    corn_.emplace_back(std::move(corn));
    more_.notify_one();
  }
  template <class F> void grind(F f) { add(std::make_unique<std::function<void()>>(f)); }

private:
  void grind() {
    for (;;) {
      std::unique_ptr<std::function<void()>> corn;
      {
        std::unique_lock lock(mutex_);
        more_.wait(lock, [&] { return !corn_.empty(); });
        corn.swap(corn_.front());
        corn_.pop_front();
      }
      if (!corn) return;
      (*corn)();
    }
  }

  std::mutex mutex_;
  std::condition_variable more_;
  std::deque<std::unique_ptr<std::function<void()>>> corn_;
  std::thread one_, two_;
};

struct Sack {
  int kilos;
};

static thread_local const Sack *sack_ = nullptr;

int main() {
  Mill mill;
  for (int i = 0; i < 4; ++i) {
    mill.grind([sack = Sack{i}] {
      sack_ = &sack; // EXPECT: tidepool-missing-remove
      std::printf("%d\n", sack_->kilos);
    });
  }
}
