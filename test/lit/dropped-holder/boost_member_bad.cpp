// RUN: %expect %s
// REQUIRES: boost
// boost::thread_specific_ptr as a member cleans up for the thread that destroys it, not for the others.

#include <boost/thread/tss.hpp>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <latch>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

struct Job {
  virtual ~Job() = default;
  virtual void run() = 0;
};

class Solvers {
public:
  explicit Solvers(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Solvers::serve, this, i)));
  }
  ~Solvers() {
    mutex_.lock();
    quit_ = true;
    mutex_.unlock();
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void solve(std::unique_ptr<Job> job) {
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

struct Matrix {
  double cells[16] = {};
};

class Problem {
public:
  double step(int i) {
    if (scratch_.get() == nullptr) scratch_.reset(new Matrix);
    return scratch_->cells[i % 16] * 2 + i;
  }

private:
  boost::thread_specific_ptr<Matrix> scratch_; // EXPECT: tidepool-dropped-holder
};

class Step : public Job {
public:
  Step(Problem &problem, int i, std::latch &done) : problem_(problem), i_(i), done_(done) {}
  void run() override {
    std::printf("%f\n", problem_.step(i_));
    done_.count_down();
  }

private:
  Problem &problem_;
  int i_;
  std::latch &done_;
};

static void solve(Solvers &solvers) {
  Problem problem;
  std::latch done(4);
  for (int i = 0; i < 4; ++i) solvers.solve(std::make_unique<Step>(problem, i, done));
  done.wait();
}

int main() {
  Solvers solvers(2);
  for (int i = 0; i < 9; ++i) solve(solvers);
}
