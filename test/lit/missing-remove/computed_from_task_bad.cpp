// RUN: %expect %s
// Not the parameter itself but something computed from it, two calls deep, behind a key.

#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <queue>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

class Hashes {
public:
  explicit Hashes(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
  }
  ~Hashes() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      done_ = true;
    }
    cv_.notify_all();
    for (std::thread &t : threads_) t.join();
  }

  template <class F> std::future<std::invoke_result_t<F>> digest(F f) {
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

static pthread_key_t seedKey;

struct Document {
  std::string text;
};

static std::uintptr_t mix(const std::string &text) {
  std::uintptr_t hash = 5381;
  for (char c : text) hash = hash * 33 + static_cast<unsigned char>(c);
  return hash | 1;
}
static void *seedOf(const Document &document) { return reinterpret_cast<void *>(mix(document.text)); }

static std::uintptr_t step() { return reinterpret_cast<std::uintptr_t>(pthread_getspecific(seedKey)) * 31; }

static std::uintptr_t digest(const Document &document) {
  pthread_setspecific(seedKey, seedOf(document)); // EXPECT: tidepool-missing-remove
  std::uintptr_t result = step();
  return result;
}

int main() {
  pthread_key_create(&seedKey, nullptr);
  Hashes hashes(2);
  for (int i = 0; i < 6; ++i) {
    auto hash = hashes.digest([document = Document{std::to_string(i)}] { return digest(document); });
    std::printf("%lu\n", static_cast<unsigned long>(hash.get()));
  }
}
