// Seastar: seastar/core/{smp,future,thread}.hh, seastar/util/defer.hh.
#pragma once
namespace seastar {
template <typename T> class future {
public:
  template <typename F> future<int> then(F &&func) {}
};
class smp {
public:
  template <typename F> static future<int> submit_to(unsigned t, F &&func) {}
  template <typename F> static future<int> invoke_on_all(F &&func) {}
};
template <typename F> class deferred_action {
public:
  explicit deferred_action(F &&func) {}
  ~deferred_action() {}
  void cancel() {}
};
template <typename F> deferred_action<F> defer(F &&func) {}
} // namespace seastar
