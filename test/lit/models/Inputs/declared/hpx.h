// HPX: hpx/threading_base/thread_specific_ptr.hpp, hpx/future.hpp, hpx/modules/functional.hpp (scope_exit).
#pragma once
namespace hpx {
namespace threads {
template <typename T> class thread_specific_ptr {
public:
  thread_specific_ptr();
  ~thread_specific_ptr();
  T *get() const;
  T *operator->() const;
  T &operator*() const;
  T *release();
  void reset(T *new_value = nullptr);
};
} // namespace threads
template <typename T> class future {
public:
  template <typename F> future<int> then(F &&f) {}
};
template <typename F, typename... A> future<int> async(F &&f, A &&...a) {}
template <typename F, typename... A> void post(F &&f, A &&...a) {}
namespace experimental {
template <typename F> class scope_exit {
public:
  explicit scope_exit(F &&f) {}
  ~scope_exit() {}
  void release() {}
};
template <typename F> scope_exit(F) -> scope_exit<F>;
} // namespace experimental
} // namespace hpx
