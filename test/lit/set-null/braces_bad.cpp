// RUN: %expect %s
// The empty value in other spellings.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Job {
  virtual ~Job() = default;
  virtual void run() = 0;
};

class Desk {
public:
  explicit Desk(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Desk::serve, this, i)));
  }
  ~Desk() {
    mutex_.lock();
    quit_ = true;
    mutex_.unlock();
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void call(std::unique_ptr<Job> job) {
    std::lock_guard<std::mutex> guard(mutex_);
    pending_.push_back(std::move(job));
    cond_.notify_one();
  }

private:
  void serve(int) {
    while (auto job = next()) job->run();
  }
  std::unique_ptr<Job> next() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (pending_.empty() && !quit_) cond_.wait(lock);
    if (pending_.empty()) return nullptr;
    std::unique_ptr<Job> job = std::move(pending_.front());
    pending_.pop_front();
    return job;
  }

  std::mutex mutex_;
  std::condition_variable cond_;
  std::list<std::unique_ptr<Job>> pending_;
  std::vector<std::thread> threads_;
  bool quit_ = false;
};
// The part of tidepool/thread_local.h that this case uses.
namespace tidepool {
template <class T> class ThreadLocal {
public:
  ThreadLocal() = default;
  ~ThreadLocal();
  ThreadLocal(const ThreadLocal &) = delete;
  T get() const;
  void set(T value);
  void remove();
  bool is_present() const;
};
} // namespace tidepool

struct Caller {
  std::string name;
};

static tidepool::ThreadLocal<std::shared_ptr<const Caller>> caller;
static tidepool::ThreadLocal<std::string> language;

class Call : public Job {
public:
  explicit Call(std::string name) : caller_(std::make_shared<const Caller>(Caller{std::move(name)})) {}
  void run() override {
    caller.set(caller_);
    language.set(caller_->name + "-DE");
    std::printf("%s %s\n", caller.get()->name.c_str(), language.get().c_str());
    language.set({}); // EXPECT: tidepool-set-null
    caller.set({});   // EXPECT: tidepool-set-null
  }

private:
  std::shared_ptr<const Caller> caller_;
};

int main() {
  Desk desk(2);
  for (int i = 0; i < 6; ++i) desk.call(std::make_unique<Call>(std::to_string(i)));
}
