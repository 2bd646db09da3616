// RUN: %expect %s
// Set in one function, removed in another; a third path forgets to call it.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

class Lobby {
public:
  explicit Lobby(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
  }
  ~Lobby() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      done_ = true;
    }
    cv_.notify_all();
    for (std::thread &t : threads_) t.join();
  }

  template <class F> std::future<std::invoke_result_t<F>> admit(F f) {
    using Result = std::invoke_result_t<F>;
    auto task = std::make_shared<std::packaged_task<Result()>>(std::move(f));
    std::future<Result> result = task->get_future();
    {
      std::unique_lock<std::mutex> lock(mutex_);
      tasks_.emplace([task] { (*task)(); });
    }
    cv_.notify_one();
    return result;
  }

private:
  void loop() {
    while (true) {
      std::function<void()> next;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        cv_.wait(lock, [this] { return done_ || !tasks_.empty(); });
        if (done_ && tasks_.empty()) return;
        next = std::move(tasks_.front());
        tasks_.pop();
      }
      next();
    }
  }

  std::mutex mutex_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> tasks_;
  std::vector<std::thread> threads_;
  bool done_ = false;
};

struct Guest {
  std::string name;
  int age = 0;
};

static thread_local std::shared_ptr<const Guest> guest_;

static void checkIn(std::shared_ptr<const Guest> guest) { guest_ = std::move(guest); }
static void checkOut() { guest_.reset(); }

static bool grownUp() { return guest_->age >= 18; }

static bool visit(std::shared_ptr<const Guest> guest) {
  checkIn(std::move(guest));
  if (!grownUp()) {
    checkOut();
    return false;
  }
  std::printf("%s\n", guest_->name.c_str());
  checkOut();
  return true;
}

int main() {
  Lobby lobby(2);
  for (int i = 0; i < 6; ++i) {
    auto guest = std::make_shared<const Guest>(Guest{"g", 10 * i});
    lobby.admit([guest] { return visit(guest); });
  }
}
