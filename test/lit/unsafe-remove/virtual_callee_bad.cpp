// RUN: %expect %s
// One override throws.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

// Workers survive a job that throws: the failure is logged, the next job runs.
class Jukebox {
public:
  explicit Jukebox(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Jukebox::workerMain, this));
  }
  ~Jukebox() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void play(std::function<void()> work) {
    std::lock_guard lock(mutex_);
    backlog_.push(std::move(work));
    wake_.notify_one();
  }

private:
  void workerMain() {
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return closed_ || !backlog_.empty(); });
      if (backlog_.empty()) return;
      std::function<void()> work = std::move(backlog_.front());
      backlog_.pop();
      lock.unlock();
      try {
        work();
      } catch (...) {
        std::fputs("job failed\n", stderr);
      }
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::queue<std::function<void()>> backlog_;
  std::vector<std::unique_ptr<std::thread>> workers_;
  bool closed_ = false;
};

struct Song {
  int seconds;
};

static thread_local const Song *song_ = nullptr;

struct Codec {
  virtual ~Codec() = default;
  virtual void decode() { std::printf("%d\n", song_->seconds); }
};
struct Lossless : Codec {
  void decode() override {
    if (song_->seconds > 3) throw std::runtime_error("too long");
    std::printf("lossless %d\n", song_->seconds);
  }
};

static void play(Codec &codec, const Song &song) {
  song_ = &song; // EXPECT: tidepool-unsafe-remove
  codec.decode();
  song_ = nullptr;
}

int main() {
  Jukebox jukebox(2);
  for (int i = 0; i < 6; ++i) {
    auto codec = i % 2 ? std::make_shared<Codec>() : std::make_shared<Lossless>();
    jukebox.play([codec, song = Song{i}] { play(*codec, song); });
  }
}
