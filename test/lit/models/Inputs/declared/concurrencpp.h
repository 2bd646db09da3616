// concurrencpp, as of 2026: concurrencpp/executors/{executor,derivable_executor,thread_pool_executor}.h,
// concurrencpp/timers/timer_queue.h.
#pragma once
#include <chrono>
#include <memory>
namespace concurrencpp {
template <class T> struct result {};
class timer {};
class executor {
public:
  virtual ~executor();
  template <class F, class... A> void post(F &&f, A &&...a) {}
  template <class F, class... A> result<int> submit(F &&f, A &&...a) {}
};
template <class Concrete> class derivable_executor : public executor {
public:
  template <class F, class... A> void post(F &&f, A &&...a) {}
  template <class F, class... A> result<int> submit(F &&f, A &&...a) {}
};
class thread_pool_executor final : public derivable_executor<thread_pool_executor> {};
class timer_queue {
public:
  template <class F> timer make_timer(std::chrono::milliseconds due, std::chrono::milliseconds every,
                                      std::shared_ptr<executor> on, F &&f) {}
};
} // namespace concurrencpp
