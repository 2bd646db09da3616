// RUN: %expect %s
// A key that is a member of an object of static lifetime: the calls on that object name the holder.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <utility>
#include <vector>

struct Job {
  virtual ~Job() = default;
  virtual void run() = 0;
};

class Pool {
public:
  explicit Pool(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Pool::serve, this, i)));
  }
  ~Pool() {
    mutex_.lock();
    quit_ = true;
    mutex_.unlock();
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void add(std::unique_ptr<Job> job) {
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

struct Frame {
  int number;
};

class Runtime {
public:
  void start() { pthread_key_create(&frame_, nullptr); }
  void push(Frame *frame) { pthread_setspecific(frame_, frame); }
  Frame *top() const { return static_cast<Frame *>(pthread_getspecific(frame_)); }
  void pop() { pthread_setspecific(frame_, nullptr); }

private:
  pthread_key_t frame_ = 0;
};

static Runtime runtime;

class Call : public Job {
public:
  explicit Call(int number) : number_(number) {}
  void run() override {
    Frame frame{number_};
    runtime.push(&frame); // EXPECT: tidepool-missing-remove
    std::printf("%d\n", runtime.top()->number);
  }

private:
  int number_;
};

int main() {
  runtime.start();
  Pool pool(2);
  for (int i = 0; i < 6; ++i) pool.add(std::make_unique<Call>(i));
}
