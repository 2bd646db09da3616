// RUN: %expect %s
// A handler keeps an expensive object per thread, for all requests. It is made of the first request, though, and later
// ones are answered in its language. Seen in microsoft/cpprestsdk#400.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Listener {
public:
  explicit Listener(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Listener() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void post(std::function<void()> work) {
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

struct Request {
  std::string language, text;
};

class Translator {
public:
  explicit Translator(std::string language) : language_(std::move(language)) {}
  std::string translate(const std::string &text) { return language_ + ":" + text + std::to_string(++calls_); }

private:
  std::string language_;
  int calls_ = 0;
};

static const char *const house = "en";

static std::string answer(const Request &request) {
  static thread_local std::unique_ptr<Translator> translator;
  if (!translator) translator = std::make_unique<Translator>(request.language);
  return translator->translate(house + request.text); // EXPECT: tidepool-stale-read
}

int main() {
  Listener listener(2);
  for (int i = 0; i < 6; ++i)
    listener.post([request = Request{i % 2 ? "de" : "fr", "hello"}] { std::printf("%s\n", answer(request).c_str()); });
}
