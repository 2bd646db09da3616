// RUN: %expect %s
// A queue of raw pointers to an abstract class; the worker deletes them.

#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

class Runnable {
public:
  virtual ~Runnable() {}
  virtual void operator()() = 0;
};

class Line {
public:
  explicit Line(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(new std::thread(&Line::body, this));
  }
  void hand(Runnable *runnable) {
    std::lock_guard<std::mutex> lock(mutex_);
    queue_.push(runnable);
    cond_.notify_one();
  }
  void finish() {
    for (std::size_t i = 0; i < threads_.size(); ++i) hand(nullptr);
    for (auto *thread : threads_) {
      thread->join();
      delete thread;
    }
  }

private:
  void body() {
    for (Runnable *runnable = pop(); runnable != nullptr; runnable = pop()) {
      (*runnable)();
      delete runnable;
    }
  }
  Runnable *pop() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (queue_.empty()) cond_.wait(lock);
    Runnable *runnable = queue_.front();
    queue_.pop();
    return runnable;
  }

  std::mutex mutex_;
  std::condition_variable cond_;
  std::queue<Runnable *> queue_;
  std::vector<std::thread *> threads_;
};

static thread_local class Weld *welding = nullptr;

class Weld : public Runnable {
public:
  explicit Weld(int seams) : seams_(seams) {}
  void operator()() override {
    welding = this;
    seam();
    welding = nullptr;
  }

private:
  static void seam() { std::printf("%d\n", welding->seams_); }
  int seams_;
};

int main() {
  Line line(2);
  for (int i = 0; i < 5; ++i) line.hand(new Weld(i));
  line.finish();
}
