// RUN: %expect %s
// make_unique throws nothing of its own, but what it constructs does.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Workers survive a job that throws: the failure is logged, the next job runs.
class Readers {
public:
  explicit Readers(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Readers::workerMain, this));
  }
  ~Readers() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void read(std::function<void()> work) {
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

struct Book {
  std::string path;
};

static thread_local const Book *book_ = nullptr;

class File {
public:
  explicit File(const std::string &path) : path_(path) {
    if (path_.empty()) throw std::runtime_error("no path");
  }
  void dump() const { std::printf("%s %s\n", path_.c_str(), book_->path.c_str()); }

private:
  std::string path_;
};

static void read(const Book &book) {
  book_ = &book; // EXPECT: tidepool-unsafe-remove
  auto file = std::make_unique<File>(book.path);
  file->dump();
  book_ = nullptr;
}

int main() {
  Readers readers(2);
  for (int i = 0; i < 6; ++i) readers.read([book = Book{i % 2 ? "b" : ""}] { read(book); });
}
