// RUN: %expect %s
// The pool resets the principal after every item. Seen in dotnet/corefx#6371.

#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Principal {
  std::string name;
  bool admin = false;
};

static thread_local std::optional<Principal> principal;

class WorkItem {
public:
  virtual ~WorkItem() = default;
  virtual void run() = 0;
};

class Pool {
public:
  explicit Pool(int count) {
    for (int i = 0; i < count; ++i) threads_.emplace_back(&Pool::loop, this);
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void queue(std::unique_ptr<WorkItem> item) {
    std::lock_guard<std::mutex> lock(mutex_);
    items_.push(std::move(item));
    wake_.notify_one();
  }

private:
  void loop() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return closed_ || !items_.empty(); });
      if (items_.empty()) break;
      auto item = std::move(items_.front());
      items_.pop();
      lock.unlock();
      item->run();
      principal.reset();
      lock.lock();
    }
  }
  std::mutex mutex_;
  std::condition_variable wake_;
  std::queue<std::unique_ptr<WorkItem>> items_;
  std::vector<std::thread> threads_;
  bool closed_ = false;
};

class Login : public WorkItem {
public:
  explicit Login(Principal who) : who_(std::move(who)) {}
  void run() override {
    principal = who_;
    std::printf("%s logs in\n", who_.name.c_str());
  }

private:
  Principal who_;
};

class Delete : public WorkItem {
public:
  explicit Delete(std::string path) : path_(std::move(path)) {}
  void run() override {
    if (principal && principal->admin)
      std::printf("%s deleted\n", path_.c_str());
  }

private:
  std::string path_;
};

int main() {
  Pool pool(2);
  for (int i = 0; i < 6; ++i) {
    pool.queue(std::make_unique<Login>(Principal{"u" + std::to_string(i), i == 0}));
    pool.queue(std::make_unique<Delete>("/home/" + std::to_string(i)));
  }
}
