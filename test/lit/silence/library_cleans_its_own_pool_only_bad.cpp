// RUN: %expect %s
// REQUIRES: poco
// The same holder on a pool that is not Poco's is cleared by nobody.

#include <Poco/Runnable.h>
#include <Poco/ThreadLocal.h>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Pool {
public:
  explicit Pool(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i) {
      threads_.emplace_back([this] {
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
      });
    }
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void start(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
  }

private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};

struct Parcel {
  std::string address;
};

static Poco::ThreadLocal<const Parcel *> parcel;

static void label() { std::printf("%s\n", parcel.get()->address.c_str()); }

struct Deliver : Poco::Runnable {
  explicit Deliver(std::string address) : mine{std::move(address)} {}
  void run() override {
    parcel.get() = &mine; // EXPECT: tidepool-missing-remove
    label();
  }
  Parcel mine;
};

int main() {
  Deliver deliver("lane 4");
  Pool pool(2);
  pool.start([&deliver] { deliver.run(); });
}
