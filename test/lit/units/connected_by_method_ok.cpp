// RUN: rm -rf %t && split-file %s %t && %expect %t
// The client is connected anew by each task.

//--- client.h
#pragma once
#include <string>
class Client {
public:
  void connect(const std::string &host, int port);
  bool connected() const { return connected_; }
  void send(const std::string &line);

private:
  bool connected_ = false;
  std::string host_;
  int port_ = 0;
};
Client &localClient();

//--- client.cpp
#include "client.h"
#include <cstdio>
void Client::connect(const std::string &host, int port) {
  host_ = host;
  port_ = port;
  connected_ = true;
}
void Client::send(const std::string &line) {
  std::printf("%s:%d < %s\n", host_.c_str(), port_, line.c_str());
}
Client &localClient() {
  static thread_local Client client;
  return client;
}

//--- ship.cpp
#include "client.h"
#include "executor.h"
struct Shipment {
  std::string host;
  int port;
  std::string body;
};
void ship(const Shipment &s) {
  Client &c = localClient();

  c.connect(s.host, s.port);
  c.send(s.body);
}
int main() {
  infra::Executor ex(2);
  for (int i = 0; i < 9; ++i)
    ex.execute([s = Shipment{"h" + std::to_string(i), i, "x"}] { ship(s); });
}

//--- executor.h
#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <queue>
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
