// RUN: %expect %s
// std::bind on both sides: the worker's body and the task.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <vector>

class Office {
public:
  explicit Office(int desks) {
    for (int i = 0; i < desks; ++i) clerks_.emplace_back(std::bind(&Office::work, this, i));
  }
  ~Office() {
    for (std::size_t i = 0; i < clerks_.size(); ++i) file(std::function<void()>());
    for (auto &clerk : clerks_) clerk.join();
  }
  void file(const std::function<void()> &form) {
    std::lock_guard<std::mutex> lock(mutex_);
    forms_.push(form);
    forms_here_.notify_one();
  }

private:
  void work(int desk) {
    for (;;) {
      std::unique_lock<std::mutex> lock(mutex_);
      forms_here_.wait(lock, [this] { return !forms_.empty(); });
      std::function<void()> form = forms_.front();
      forms_.pop();
      lock.unlock();
      if (!form) {
        std::printf("desk %d closed\n", desk);
        return;
      }
      form();
    }
  }

  std::mutex mutex_;
  std::condition_variable forms_here_;
  std::queue<std::function<void()>> forms_;
  std::vector<std::thread> clerks_;
};

class Citizen {
public:
  explicit Citizen(std::string name) : name_(std::move(name)) {}
  void apply(int form) {
    applicant = this; // EXPECT: tidepool-missing-remove
    stamp(form);
  }

private:
  static void stamp(int form) { std::printf("%s %d\n", applicant->name_.c_str(), form); }

  std::string name_;
  static inline thread_local Citizen *applicant = nullptr;
};

int main() {
  Citizen anna("anna"), bert("bert");
  Office office(2);
  office.file(std::bind(&Citizen::apply, &anna, 17));
  office.file(std::bind(&Citizen::apply, &bert, 18));
}
