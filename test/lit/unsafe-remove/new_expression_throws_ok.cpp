// RUN: %expect %s
// The same in a new expression, with a member whose constructor throws.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

class Bots {
public:
  explicit Bots(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
  }
  ~Bots() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      done_ = true;
    }
    cv_.notify_all();
    for (std::thread &t : threads_) t.join();
  }

  template <class F> std::future<std::invoke_result_t<F>> reply(F f) {
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

struct Chat {
  int room;
  int users;
};

static thread_local const Chat *chat_ = nullptr;

struct Limit {
  explicit Limit(int users) {
    if (users > 3) throw std::length_error("room is full");
  }
};
struct Reply {
  explicit Reply(int users) : limit(users) {}
  Limit limit;
  int text = 0;
};

static int reply(const Chat &chat) {
  std::unique_ptr<Reply> reply(new Reply(chat.users));
  chat_ = &chat;
  reply->text = chat_->room;
  chat_ = nullptr;
  return reply->text;
}

int main() {
  Bots bots(2);
  for (int i = 0; i < 6; ++i) bots.reply([chat = Chat{i, i}] { return reply(chat); });
}
