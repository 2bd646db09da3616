// RUN: %expect %s
// The task brings its submitter's state along and sets it for the function, but runs the hooks after the guard's scope
// has ended. Seen in pytorch/pytorch#60067.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// What a call throws goes into its future.
class Engine {
public:
  explicit Engine(size_t count) {
    for (size_t i = 0; i != count; ++i) threads_.emplace_back([this] { serve(); });
  }
  ~Engine() {
    {
      std::scoped_lock lock(mutex_);
      done_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  template <class F> auto enqueue(F call) -> std::future<decltype(call())> {
    auto packed = std::make_shared<std::packaged_task<decltype(call())()>>(std::move(call));
    auto result = packed->get_future();
    {
      std::scoped_lock lock(mutex_);
      calls_.emplace_back([packed] { (*packed)(); });
    }
    ready_.notify_one();
    return result;
  }

private:
  void serve() {
    while (true) {
      std::unique_lock lock(mutex_);
      ready_.wait(lock, [this] { return done_ || !calls_.empty(); });
      if (calls_.empty()) break;
      auto call = std::move(calls_.front());
      calls_.pop_front();
      lock.unlock();
      call();
    }
  }
  std::mutex mutex_;
  std::condition_variable ready_;
  std::list<std::function<void()>> calls_;
  std::vector<std::thread> threads_;
  bool done_ = false;
};

struct Profile {
  std::string name;
  int calls = 0;
};

static thread_local Profile *profile = nullptr;

class StateGuard {
public:
  explicit StateGuard(Profile *state) : before_(profile) { profile = state; }
  ~StateGuard() { profile = before_; }
  StateGuard(const StateGuard &) = delete;
  StateGuard &operator=(const StateGuard &) = delete;

private:
  Profile *before_;
};

static void count() {
  if (profile) ++profile->calls;
}

static void reduceHook() {
  std::printf("reduce for %s\n", profile ? profile->name.c_str() : "nobody"); // EXPECT: tidepool-lost-context
}

static void backward(Profile *state) {
  {
    StateGuard guard(state);
    count();
  }
  reduceHook();
}

static void train(Engine &engine, Profile &mine) {
  StateGuard guard(&mine);
  Profile *state = profile;
  engine.enqueue([state] { backward(state); }).wait();
}

int main(int argc, char **argv) {
  Engine engine(2);
  Profile mine{argc > 1 ? argv[1] : "net"};
  train(engine, mine);
}
