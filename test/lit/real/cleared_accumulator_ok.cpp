// RUN: %expect %s
//
// One accumulator a thread, cleared before and after every use; what it refers to dies with the task.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Pool {
public:
  explicit Pool(int n) {
    for (int i = 0; i < n; ++i)
      threads_.emplace_back([this] { work(); });
  }
  void add(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
  }

private:
  void work() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, [this] { return !jobs_.empty(); });
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      try {
        job();
      } catch (...) {
      }
    }
  }
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
};
#include <string_view>

class Accumulator {
public:
  void clear() {
    function_.clear();
    values_.clear();
    name_ = {};
    valid_ = false;
  }
  bool add(std::string_view value, bool partial) {
    if (!valid_) {
      if (partial)
        return false;
      name_ = value.substr(0, 1);
      valid_ = true;
    } else if (value.substr(0, 1) != name_) {
      return false;
    }
    function_ = std::string(value);
    values_.push_back(value);
    return true;
  }
  bool result(std::string *out) {
    if (!valid_)
      return false;
    for (std::string_view v : values_)
      *out += v;
    return true;
  }

private:
  std::string function_;
  std::string_view name_;
  std::vector<std::string_view> values_;
  bool valid_ = false;
};

static Accumulator &accumulator() {
  static thread_local Accumulator instance;
  instance.clear();
  return instance;
}

static bool merge(const std::vector<std::string> &operands, std::string *out) noexcept {
  Accumulator &agg = accumulator();
  bool ok = true;
  for (const std::string &operand : operands) {
    ok = agg.add(operand, true);
    if (!ok)
      break;
  }
  if (ok)
    ok = agg.result(out);
  agg.clear();
  return ok;
}

struct Job {
  std::vector<std::string> operands;
  std::string result;
};

int main() {
  Pool pool(2);
  for (int i = 0; i < 8; ++i) {
    auto *job = new Job{{"a" + std::to_string(i), "ab"}, ""};
    pool.add([job] { merge(job->operands, &job->result); });
  }
}
