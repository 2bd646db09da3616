// RUN: %expect %s
// A getter that makes the value on first use, from what the first caller gave it.

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

class Signers {
public:
  explicit Signers(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
  }
  ~Signers() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      done_ = true;
    }
    cv_.notify_all();
    for (std::thread &t : threads_) t.join();
  }

  template <class F> std::future<std::invoke_result_t<F>> sign(F f) {
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

class Key {
public:
  explicit Key(std::string owner) : owner_(std::move(owner)) {}
  std::size_t sign(const std::string &text) const { return owner_.size() * 1000 + text.size(); }

private:
  std::string owner_;
};

struct Contract {
  std::string owner, text;
};

static std::unique_ptr<Key> &keySlot() {
  static thread_local std::unique_ptr<Key> key;
  return key;
}

static std::size_t sign(const Contract &contract) {
  if (!keySlot()) keySlot() = std::make_unique<Key>("notary");
  return keySlot()->sign(contract.text);
}

int main() {
  Signers signers(2);
  for (int i = 0; i < 6; ++i) {
    auto result = signers.sign([contract = Contract{std::to_string(i), "text"}] { return sign(contract); });
    std::printf("%zu\n", result.get());
  }
}
