// glibmm 2.4: glibmm/threads.h, glibmm/threadpool.h; sigc++ 2: sigc++/adaptors/bind.h.
#pragma once
#include <utility>
namespace sigc {
template <class R = void> class slot {
public:
  template <class F> slot(const F &f) {}
  R operator()() const;
};
template <class T> struct bound {
  void operator()() const {}
};
template <class F, class A> bound<F> bind(const F &func, A arg) {}
} // namespace sigc
namespace Glib {
namespace Threads {
template <class T> class Private {
public:
  Private();
  T *get();
  void set(T *data);
  void replace(T *data);
};
class Thread {
public:
  static Thread *create(const sigc::slot<void> &slot);
};
} // namespace Threads
class ThreadPool {
public:
  explicit ThreadPool(int max_threads = -1, bool exclusive = false);
  void push(const sigc::slot<void> &slot);
};
} // namespace Glib
