// RUN: %expect %s
// A request's thread has its memory tracker in a thread-local. It hands work to a second pool, whose tasks allocate
// without a tracker. Seen in apache/doris#35128.

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// What a filter throws is logged, and its thread takes the next one.
class Filters {
public:
  explicit Filters(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back(&Filters::loop, this);
  }
  ~Filters() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      closing_ = true;
    }
    wake_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void submit(std::function<void()> filter) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      waiting_.push_back(std::move(filter));
    }
    wake_.notify_one();
  }

private:
  void loop() {
    for (;;) {
      std::function<void()> filter;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        filter = std::move(waiting_.front());
        waiting_.pop_front();
      }
      try {
        filter();
      } catch (const std::exception &error) {
        std::fprintf(stderr, "filter: %s\n", error.what());
      }
    }
  }
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> waiting_;
  std::vector<std::thread> threads_;
  bool closing_ = false;
};

struct Tracker {
  std::string label;
  std::atomic<long> bytes{0};
};

static thread_local Tracker *tracker = nullptr;

class Attach {
public:
  explicit Attach(Tracker *to) : before_(tracker) { tracker = to; }
  ~Attach() { tracker = before_; }
  Attach(const Attach &) = delete;
  Attach &operator=(const Attach &) = delete;

private:
  Tracker *before_;
};

static void *allocate(size_t bytes) {
  if (!tracker) throw std::runtime_error("allocation without a tracker");
  tracker->bytes += static_cast<long>(bytes); // EXPECT: tidepool-lost-context
  return std::malloc(bytes);
}

static void applyFilter(int filter) {
  void *memory = allocate(64);
  std::printf("filter %d\n", filter);
  std::free(memory);
}

static void executeFragment(Filters &filters, Tracker &mine) {
  Attach attach(&mine);
  for (int filter = 0; filter < 3; ++filter) filters.submit([filter] { applyFilter(filter); });
}

int main(int argc, char **argv) {
  Filters filters(2);
  Tracker mine;
  mine.label = argc > 1 ? argv[1] : "query";
  executeFragment(filters, mine);
}
