// BS::thread_pool 5.1: BS_thread_pool.hpp. CTPL 0.0.2: ctpl.h. muduo: muduo/base/ThreadPool.h, muduo/net/EventLoop.h.
#pragma once
#include <functional>
#include <future>
namespace BS {
template <int OptFlags = 0> class thread_pool {
public:
  template <typename F> void detach_task(F &&task) {}
  template <typename F> std::future<int> submit_task(F &&task) {}
  template <typename T, typename F> void detach_loop(T first, T last, F &&loop) {}
  template <typename T, typename F> std::future<int> submit_loop(T first, T last, F &&loop) {}
};
} // namespace BS
namespace ctpl {
class thread_pool {
public:
  template <typename F, typename... A> std::future<int> push(F &&f, A &&...rest) {}
};
} // namespace ctpl
namespace muduo {
class ThreadPool {
public:
  void run(std::function<void()> f);
};
namespace net {
class EventLoop {
public:
  void runInLoop(std::function<void()> cb);
  void queueInLoop(std::function<void()> cb);
};
} // namespace net
} // namespace muduo
