// RUN: %expect %s
// The loop puts the item's owner into the slot before it calls the item: no task sees another's.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <vector>

static thread_local std::string tenant;

struct Item {
  std::string owner;
  std::function<void()> call;
};

class Tenants {
public:
  explicit Tenants(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread([this] { run(); }));
  }
  ~Tenants() {
    {
      std::lock_guard lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void add(Item item) {
    std::lock_guard lock(mutex_);
    items_.push(std::move(item));
    wake_.notify_one();
  }

private:
  void run() {
    for (;;) {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stop_ || !items_.empty(); });
      if (items_.empty()) return;
      Item item = std::move(items_.front());
      items_.pop();
      lock.unlock();
      tenant = item.owner;
      item.call();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::queue<Item> items_;
  std::vector<std::thread> threads_;
  bool stop_ = false;
};

static void audit(int row) {
  std::printf("%s %d\n", tenant.c_str(), row);
}

static void impersonate(const std::string &name) {
  tenant = name;
}

int main() {
  Tenants tenants(2);
  for (int i = 0; i < 9; ++i) {
    tenants.add({"t" + std::to_string(i), [i] {
      if (i % 4 == 0) impersonate("root" + std::to_string(i));
      audit(i);
    }});
  }
}
