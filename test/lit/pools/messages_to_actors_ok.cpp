// RUN: %expect %s
// An envelope with a receiver and a message, whose virtual function gets the receiver.

#include <condition_variable>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>
class Exec {
public:
  explicit Exec(int n) { for (int i = 0; i < n; ++i) t_.emplace_back([this] { loop(); }); }
  void run(std::function<void()> f) { { std::lock_guard<std::mutex> g(m_); q_.push(std::move(f)); } cv_.notify_one(); }
private:
  void loop() {
    for (;;) {
      std::function<void()> f;
      {
        std::unique_lock<std::mutex> l(m_);
        cv_.wait(l, [this] { return !q_.empty(); });
        f = std::move(q_.front());
        q_.pop();
      }
      f();
    }
  }
  std::mutex m_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> q_;
  std::vector<std::thread> t_;
};
#include <array>
#include <cstdio>
#include <memory>
#include <string>
// Actors: each actor has a mailbox of messages (unique_ptr<Message> with a virtual method taking the actor), pinned to a
// worker by hash; workers have their own mailbox each.
class Actor;
struct Message { virtual ~Message() = default; virtual void deliver(Actor &a) = 0; };
class Actor { public: explicit Actor(std::string n) : name(std::move(n)) {} std::string name; int sum = 0; };
struct Envelope { std::shared_ptr<Actor> to; std::unique_ptr<Message> msg; };
class Worker {
public:
  Worker() : thread_(&Worker::loop, this) {}
  void put(Envelope e) {
    std::lock_guard<std::mutex> g(m_);
    box_.push(std::move(e));
    cv_.notify_one();
  }
private:
  void loop() {
    for (;;) {
      Envelope e;
      {
        std::unique_lock<std::mutex> l(m_);
        cv_.wait(l, [this] { return !box_.empty(); });
        e = std::move(box_.front());
        box_.pop();
      }
      e.msg->deliver(*e.to);
    }
  }
  std::mutex m_;
  std::condition_variable cv_;
  std::queue<Envelope> box_;
  std::thread thread_;
};
class System {
public:
  void tell(std::shared_ptr<Actor> a, std::unique_ptr<Message> m) {
    workers_[std::hash<std::string>()(a->name) % workers_.size()].put({std::move(a), std::move(m)});
  }
private:
  std::array<Worker, 4> workers_;
};
static thread_local Actor *self_ = nullptr;
static thread_local const Message *current = nullptr;
struct Add : Message {
  int n;
  explicit Add(int n) : n(n) {}
  void deliver(Actor &a) override {
    self_ = &a;
    self_->sum += n;
    self_ = nullptr;
  }
};
struct Show : Message {
  void deliver(Actor &a) override {
    current = this;
    self_ = &a;
    std::printf("%s %d %p\n", self_->name.c_str(), self_->sum, (const void *)current);
    self_ = nullptr;
    current = nullptr;
  }
};
int main() {
  System s;
  auto a = std::make_shared<Actor>("a");
  s.tell(a, std::make_unique<Add>(3));
  s.tell(a, std::make_unique<Show>());
}
