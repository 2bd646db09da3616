// RUN: %expect %s
// A wrapper around a key keeps a pointer to an object on the task's stack, and is not told when that object goes. Seen
// in mapbox/mapbox-gl-native#9500.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <pthread.h>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Renderers {
public:
  explicit Renderers(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Renderers() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void draw(std::function<void()> work) {
    std::unique_lock<std::mutex> guard(lock_);
    queue_.push(std::move(work));
    guard.unlock();
    changed_.notify_one();
  }

private:
  bool take(std::function<void()> &work) {
    std::unique_lock<std::mutex> guard(lock_);
    while (queue_.empty() && !stopped_) changed_.wait(guard);
    if (queue_.empty()) return false;
    work = std::move(queue_.front());
    queue_.pop();
    return true;
  }
  void run() {
    std::function<void()> work;
    while (take(work)) work();
  }
  void stop() {
    std::lock_guard<std::mutex> guard(lock_);
    stopped_ = true;
    changed_.notify_all();
  }
  std::mutex lock_;
  std::condition_variable changed_;
  std::queue<std::function<void()>> queue_;
  std::vector<std::thread> workers_;
  bool stopped_ = false;
};

template <class T> class ThreadLocal {
public:
  ThreadLocal() { pthread_key_create(&key_, nullptr); }
  ~ThreadLocal() { pthread_key_delete(key_); }
  T *get() const { return static_cast<T *>(pthread_getspecific(key_)); }
  void set(T *to) { pthread_setspecific(key_, to); }

private:
  pthread_key_t key_;
};

class FileSource {
public:
  explicit FileSource(std::string root) : root_(std::move(root)) {}
  std::string path(const std::string &name) const { return root_ + "/" + name; }

private:
  std::string root_;
};

static ThreadLocal<FileSource> fileSource;

static void tile(int z) { std::printf("%s\n", fileSource.get()->path(std::to_string(z)).c_str()); }

static void render(const std::string &style) {
  FileSource source(style);
  fileSource.set(&source); // EXPECT: tidepool-missing-remove
  for (int z = 0; z < 3; ++z) tile(z);
}

int main() {
  Renderers renderers(2);
  for (int i = 0; i < 6; ++i) renderers.draw([i] { render("style" + std::to_string(i)); });
}
