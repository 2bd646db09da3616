// RUN: %expect %s
// Only the thread that submits has said who it is.

#include <pthread.h>

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Self {
  std::string name;
};

class CurrentHolder {
public:
  CurrentHolder() { pthread_key_create(&key_, nullptr); }
  ~CurrentHolder() { pthread_key_delete(key_); }
  Self *get() const { return static_cast<Self *>(pthread_getspecific(key_)); }
  void set(Self *self) { pthread_setspecific(key_, self); }

private:
  pthread_key_t key_;
};

static CurrentHolder current;

class Workers {
public:
  explicit Workers(unsigned n) {
    for (unsigned i = 0; i < n; ++i) threads_.emplace_back([this, i] { enter("worker " + std::to_string(i)); });
  }
  ~Workers() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void submit(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
  }

private:
  void enter(std::string name) {
    Self self{std::move(name)};
    std::printf("%s\n", self.name.c_str());
    serve();
  }
  void serve() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        ready_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
        if (jobs_.empty()) return;
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      job();
    }
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};

static void work() {
  Self *self = current.get(); // EXPECT: tidepool-lost-context
  std::printf("done by %s\n", self->name.c_str());
}

static void run(Workers &workers, const std::string &name) {
  Self here{name};
  current.set(&here);
  workers.submit(work);
  current.set(nullptr);
}

int main(int argc, char **argv) {
  Workers workers(2);
  run(workers, argc > 1 ? argv[1] : "main");
}
