// RUN: %expect %s
//
// Every worker fills the cache before its loop; tasks call the same function and find it filled.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Pool {
public:
  explicit Pool(int n) {
    for (int i = 0; i < n; ++i)
      threads_.emplace_back([this] { work(); });
  }
  void add(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
  }

private:
  void work() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, [this] { return !jobs_.empty(); });
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      try {
        job();
      } catch (...) {
      }
    }
  }
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
};

struct Updater {
  void enter(int operation) { operation_ = operation; }
  int operation_ = 0;
};
struct Env {
  Updater *updater() { return &updater_; }
  Updater updater_;
};

struct Status {
  static thread_local bool initialized;
  static thread_local Updater *cached;
  static bool init(Env *env) {
    if (!initialized && env != nullptr) {
      initialized = true;
      cached = env->updater();
    }
    return cached != nullptr;
  }
  static void registerThread(Env *env) {
    if (!init(env))
      return;
    cached->enter(0);
  }
  static void enter(Env *env, int operation) {
    if (!init(env))
      return;
    cached->enter(operation);
  }
};
thread_local bool Status::initialized = false;
thread_local Updater *Status::cached = nullptr;

class BackgroundPool {
public:
  explicit BackgroundPool(Env *env) : env_(env), thread_([this] { work(); }) {}
  void add(std::function<void()> job) {
    std::lock_guard<std::mutex> lock(mutex_);
    jobs_.push_back(std::move(job));
  }

private:
  void work() {
    Status::registerThread(env_);
    for (;;) {
      std::unique_lock<std::mutex> lock(mutex_);
      if (jobs_.empty())
        continue;
      auto job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      job();
    }
  }
  Env *env_;
  std::mutex mutex_;
  std::deque<std::function<void()>> jobs_;
  std::thread thread_;
};

struct Database {
  Env *env;
  int number;
  void flush() { Status::enter(env, number); }
};

int main() {
  static Env env;
  BackgroundPool pool(&env);
  for (int i = 0; i < 8; ++i) {
    auto *db = new Database{&env, i};
    pool.add([db] { db->flush(); });
  }
}
