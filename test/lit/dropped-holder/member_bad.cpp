// RUN: %expect %s
// A member of an object that comes and goes.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <latch>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Renderers {
public:
  explicit Renderers(unsigned workers) {
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
  ~Renderers() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void draw(std::function<void()> job) {
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

class Palette {
public:
  int colour(int i) const { return i * 7; }
};

class Scene {
public:
  Scene(Renderers &renderers, int tiles) : renderers_(renderers), tiles_(tiles) {}

  void render() {
    std::latch done(tiles_);
    for (int i = 0; i < tiles_; ++i) {
      renderers_.draw([this, i, &done] {
        tile(i);
        done.count_down();
      });
    }
    done.wait();
  }

private:
  void tile(int i) {
    if (!palette_.is_present()) palette_.set(std::make_shared<Palette>());
    std::printf("%d\n", palette_.get()->colour(i));
  }

  Renderers &renderers_;
  int tiles_;
  tidepool::ThreadLocal<std::shared_ptr<Palette>> palette_; // EXPECT: tidepool-dropped-holder
};

int main() {
  Renderers renderers(2);
  for (int i = 0; i < 9; ++i) {
    Scene scene(renderers, 4);
    scene.render();
  }
}
