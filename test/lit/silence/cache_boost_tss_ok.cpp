// RUN: %expect %s
// REQUIRES: boost
// A codec per thread in a boost::thread_specific_ptr.

#include <boost/thread/tss.hpp>
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
class CodecPool {
public:
  explicit CodecPool(unsigned workers) {
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
  ~CodecPool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void submit(std::function<void()> job) {
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

class Codec {
public:
  explicit Codec(const std::string &charset) : charset_(charset) {}
  void decode(const std::string &bytes) const { std::printf("%s(%zu)\n", charset_.c_str(), bytes.size()); }

private:
  std::string charset_;
};

struct Mail {
  std::string charset;
  std::string body;
};

static boost::thread_specific_ptr<Codec> codec;

static void decodeBody(const Mail &mail) {
  if (codec.get() == nullptr) codec.reset(new Codec("utf-8"));
  codec->decode(mail.body);
}

int main() {
  CodecPool pool(2);
  for (int i = 0; i < 6; ++i) pool.submit([mail = Mail{"latin" + std::to_string(i), "..."}] { decodeBody(mail); });
}
