// RUN: %expect %s
// Buffers of many types, each cleared or filled before it is read.

#include <algorithm>
#include <array>
#include <bitset>
#include <condition_variable>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <sstream>
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
  std::vector<int> ids;
  int n;
};
thread_local std::string tBuf;
thread_local std::vector<int> tIds;
thread_local std::array<char, 128> tArr;
static __thread char tC[256];
thread_local std::map<int, int> tMap;
thread_local std::set<std::string> tSet;
thread_local int tLast;
thread_local std::vector<std::vector<double>> tMat;
thread_local std::bitset<64> tBits;
struct Scratch {
  std::vector<int> a;
  std::string s;
  int k = 0;
  void clear() {
    a.clear();
    s.clear();
    k = 0;
  }
};
thread_local Scratch tScratch;
Scratch &scratch() {
  thread_local Scratch s;
  s.clear();
  return s;
}
std::string &buffer() {
  static thread_local std::string b;
  b.clear();
  return b;
}
const char *format(const char *f, ...) {
  va_list a;
  va_start(a, f);
  vsnprintf(tC, sizeof tC, f, a);
  va_end(a);
  return tC;
}
void run(const Msg &m) {
  tBuf.clear();
  tBuf += m.body;
  std::puts(tBuf.c_str());
  tIds.assign(m.ids.begin(), m.ids.end());
  std::sort(tIds.begin(), tIds.end());
  std::fill(tArr.begin(), tArr.end(), 0);
  std::memcpy(tArr.data(), m.body.data(), std::min<size_t>(m.body.size(), 127));
  std::puts(format("%d %s", m.n, m.body.c_str()));
  tMap.clear();
  for (int i : m.ids)
    ++tMap[i];
  tSet = {};
  for (int i : m.ids)
    tSet.insert(std::to_string(i));
  tLast = m.n;
  std::printf("%d\n", tLast);
  tMat.resize(0);
  tMat.resize(m.n, std::vector<double>(m.n));
  tBits.reset();
  for (int i : m.ids)
    tBits.set(i & 63);
  tScratch.clear();
  tScratch.a.push_back(m.n);
  tScratch.s = m.body;
  auto &s = scratch();
  s.a.insert(s.a.end(), m.ids.begin(), m.ids.end());
  auto &b = buffer();
  b.append(m.body).append("\n");
  std::fputs(b.c_str(), stdout);
  std::fputs(buffer().append(m.body).c_str(), stdout);
}
// overwritten first
thread_local int tTenant = 0;
thread_local long tDeadline;
thread_local std::string tTrace;
void log(const char *w) {
  std::printf("[%d %s] %s\n", tTenant, tTrace.c_str(), w);
  if (tDeadline < 5)
    std::puts("late");
}
void handle(const Msg &m) {
  tTenant = m.n;
  tTrace = m.body;
  tDeadline = m.n + 5;
  log("start");
  run(m);
  log("end");
}
int main() {
  infra::Executor ex(2);
  for (int i = 0; i < 3; ++i) {
    Msg m{"b", {1}, i};
    ex.submit([m] { handle(m); });
    ex.submit([m]() mutable {
      m.n++;
      handle(m);
    });
  }
}
