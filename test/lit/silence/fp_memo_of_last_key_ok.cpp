// RUN: %expect %s
// The last answer is kept with its question, and used only for the same question.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <vector>

namespace infra {
class Executor {
public:
  explicit Executor(unsigned n);
  ~Executor();
  void execute(std::function<void()> fn);

private:
  void workerMain();
  bool pop(std::function<void()> &out);
  std::mutex mu_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> q_;
  std::vector<std::thread> threads_;
  bool stop_ = false;
};
inline Executor::Executor(unsigned n) {
  threads_.reserve(n);
  for (unsigned i = 0; i != n; ++i)
    threads_.emplace_back(&Executor::workerMain, this);
}
inline Executor::~Executor() {
  {
    std::lock_guard lk(mu_);
    stop_ = true;
  }
  cv_.notify_all();
  for (auto &t : threads_)
    t.join();
}
inline void Executor::execute(std::function<void()> fn) {
  {
    std::lock_guard lk(mu_);
    q_.push(std::move(fn));
  }
  cv_.notify_one();
}
inline bool Executor::pop(std::function<void()> &out) {
  std::unique_lock lk(mu_);
  cv_.wait(lk, [&] { return stop_ || !q_.empty(); });
  if (q_.empty())
    return false;
  out = std::move(q_.front());
  q_.pop();
  return true;
}
inline void Executor::workerMain() {
  std::function<void()> fn;
  while (pop(fn))
    fn();
}
} // namespace infra

struct Zone {
  int offset = 0;
};
Zone loadZone(const std::string &name) { return Zone{static_cast<int>(name.size())}; }
thread_local std::string tlZoneName;
thread_local Zone tlZone;
int offsetOf(const std::string &name) {
  if (tlZoneName != name) { // KNOWN-FP: tidepool-stale-read
    tlZone = loadZone(name); // KNOWN-FP: tidepool-missing-remove
    tlZoneName = name; // KNOWN-FP: tidepool-missing-remove
  }
  return tlZone.offset; // KNOWN-FP: tidepool-stale-read
}
thread_local int tlDay = -1;
thread_local char tlDate[32];
const char *dateOf(int day) {
  if (day != tlDay) { // KNOWN-FP: tidepool-stale-read
    std::snprintf(tlDate, sizeof tlDate, "day %d", day);
    tlDay = day; // KNOWN-FP: tidepool-missing-remove
  }
  return tlDate;
}
int main() {
  infra::Executor ex(2);
  for (int i = 0; i < 5; ++i)
    ex.execute([n = std::to_string(i), i] { std::printf("%d %s\n", offsetOf(n), dateOf(i)); });
}
