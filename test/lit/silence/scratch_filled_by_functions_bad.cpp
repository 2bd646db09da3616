// RUN: %expect %s
// Buffers that library functions fill; one that is read first.

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace infra {
class Executor {
public:
  explicit Executor(unsigned n) {
    for (unsigned i = 0; i < n; ++i)
      threads_.emplace_back([this] { loop(); });
  }
  ~Executor() {
    {
      std::lock_guard<std::mutex> l(mu_);
      stop_ = true;
    }
    cv_.notify_all();
    for (auto &t : threads_)
      t.join();
  }
  void submit(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> l(mu_);
      jobs_.push_back(std::move(job));
    }
    cv_.notify_one();
  }

private:
  void loop() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock<std::mutex> l(mu_);
        cv_.wait(l, [this] { return stop_ || !jobs_.empty(); });
        if (stop_ && jobs_.empty())
          return;
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      try {
        job();
      } catch (const std::exception &e) {
        std::fprintf(stderr, "job failed: %s\n", e.what());
      } catch (...) {
        std::fprintf(stderr, "job failed\n");
      }
    }
  }
  std::mutex mu_;
  std::condition_variable cv_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stop_ = false;
};
} // namespace infra

struct Msg {
  std::string body;
  int n;
};
thread_local std::array<char, 128> tArr;
thread_local std::array<char, 128> tArr2;
static thread_local char tC[64];
thread_local std::array<int, 4> tI;
void run(const Msg &m) {
  std::fill(tArr.begin(), tArr.end(), 0);
  std::memcpy(tArr.data(), m.body.data(), std::min<size_t>(m.body.size(), 127));
}
void run2(const Msg &m) {
  std::memset(tArr2.data(), 0, tArr2.size());
  std::copy(m.body.begin(), m.body.begin() + 3, tArr2.begin());
  std::puts(tArr2.data());
}
void run3(const Msg &m) {
  std::memset(tC, 0, sizeof tC);
  std::strncpy(tC, m.body.c_str(), 63);
  std::puts(tC);
}
void run4(const Msg &m) {
  tI.fill(0);
  tI[1] = m.n;
  for (auto &x : tI)
    std::printf("%d", x);
}
int main() {
  infra::Executor ex(2);
  Msg m;
  ex.submit([m] { run(m); });
  ex.submit([m] { run2(m); });
  ex.submit([m] { run3(m); });
  ex.submit([m] { run4(m); });
}
thread_local std::vector<char> tV(64);
thread_local std::array<char, 64> tS;
thread_local std::array<long, 8> tSum;
void run5(const Msg &m) {
  std::snprintf(tS.data(), tS.size(), "%d", m.n);
  std::puts(tS.data());
  std::copy(m.body.begin(), m.body.end(), tV.begin());
  std::fwrite(tV.data(), 1, 3, stdout);
}
void run6(const Msg &m) {
  long s = 0;
  for (long x : tSum) // EXPECT: tidepool-stale-read
    s += x;
  std::printf("%ld", s);
  tSum[2] = m.n; // EXPECT: tidepool-missing-remove
}
void more(infra::Executor &ex) {
  Msg m;
  ex.submit([m] { run5(m); });
  ex.submit([m] { run6(m); });
}
