// RUN: %expect %s
// The queue is one of tokens: each has tasks of its own.
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

struct Request {
  int tenant;
};
thread_local const Request *current;

struct Token {
  struct Entry {
    std::function<void()> func;
  };
  std::deque<Entry> entries;
};

class Pool {
public:
  explicit Pool(int size) {
    for (int i = 0; i < size; ++i)
      threads_.emplace_back(&Pool::dispatch, this);
  }
  void submit(Token *token, std::function<void()> func) {
    std::lock_guard<std::mutex> lock(mutex_);
    token->entries.push_back({std::move(func)});
    queue_.push_back(token);
    ready_.notify_one();
  }

private:
  void dispatch() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (true) {
      while (queue_.empty())
        ready_.wait(lock);
      Token *token = queue_.front();
      queue_.pop_front();
      Token::Entry task = std::move(token->entries.front());
      token->entries.pop_front();
      lock.unlock();
      task.func();
      task.func = nullptr;
      lock.lock();
    }
  }
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<Token *> queue_;
  std::vector<std::thread> threads_;
};

int main() {
  Pool pool(2);
  Token token;
  Request request{1};
  pool.submit(&token, [r = &request] {
    current = r;
    current = nullptr;
  });
}
