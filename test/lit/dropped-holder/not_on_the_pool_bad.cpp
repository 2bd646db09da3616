// RUN: %expect %s
// Only the thread that owns the object writes the holder.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <latch>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Backup {
public:
  explicit Backup(unsigned workers) {
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
  ~Backup() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void run(std::function<void()> job) {
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

class Session {
public:
  Session(Backup &backup, std::string user) : backup_(backup), user_(std::move(user)) {}

  void save() {
    std::latch done(1);
    backup_.run([&] {
      remember();
      std::printf("saving for %zu\n", user_.size());
      done.count_down();
    });
    done.wait();
  }

private:
  void remember() {
    last_.set(&user_);
    std::printf("%s\n", last_.get()->c_str());
  }

  Backup &backup_;
  std::string user_;
  tidepool::ThreadLocal<const std::string *> last_; // EXPECT: tidepool-dropped-holder
};

int main() {
  Backup backup(2);
  for (int i = 0; i < 9; ++i) Session(backup, std::to_string(i)).save();
}
