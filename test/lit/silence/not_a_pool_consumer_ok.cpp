// RUN: %expect %s
// A consumer of data with one thing to do for every element is no pool.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
struct Event { int level; std::string text; bool flush; };
static thread_local const Event *current = nullptr;
class Sink { public: virtual ~Sink() = default; virtual void write(const std::string &s) = 0; virtual void flush() = 0; };
class FileSink : public Sink {
public:
  void write(const std::string &s) override { std::fprintf(stderr, "%d %s\n", current ? current->level : 0, s.c_str()); }
  void flush() override { current = nullptr; }
};
class AsyncLogger {
public:
  explicit AsyncLogger(std::vector<std::unique_ptr<Sink>> s) : sinks_(std::move(s)), thread_([this] { drain(); }) {}
  ~AsyncLogger() {
    { std::lock_guard<std::mutex> g(m_); stop_ = true; }
    cv_.notify_one();
    thread_.join();
  }
  void log(Event e) {
    std::lock_guard<std::mutex> g(m_);
    q_.push_back(std::move(e));
    cv_.notify_one();
  }
private:
  void drain() {
    for (;;) {
      std::unique_lock<std::mutex> l(m_);
      cv_.wait(l, [&] { return stop_ || !q_.empty(); });
      if (q_.empty()) return;
      Event e = std::move(q_.front());
      q_.pop_front();
      l.unlock();
      emit(e);
    }
  }
  void emit(const Event &e) {
    current = &e;
    for (auto &s : sinks_) s->write(e.text);
    if (e.flush) for (auto &s : sinks_) s->flush();
  }
  std::vector<std::unique_ptr<Sink>> sinks_;
  std::deque<Event> q_;
  std::mutex m_;
  std::condition_variable cv_;
  bool stop_ = false;
  std::thread thread_;
};
int main() {
  std::vector<std::unique_ptr<Sink>> s;
  s.push_back(std::make_unique<FileSink>());
  AsyncLogger l(std::move(s));
  l.log({1, "x", false});
}
