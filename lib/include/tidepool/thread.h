//===- thread.h - Threads that inherit ------------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_THREAD_H
#define TIDEPOOL_THREAD_H

#include "tidepool/detail/config.h"
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <tuple>
#include <utility>

namespace tidepool {

namespace detail {

struct Heritage;

/// What a new thread gets from the one that constructs it; made there, in the constructor, as the original does.
class TIDEPOOL_API Inheritance {
public:
  /// Calls child_value of the current thread's inheritable holders, and throws what they throw.
  explicit Inheritance(std::string Name = {});
  Inheritance(Inheritance &&) noexcept;
  Inheritance &operator=(Inheritance &&) noexcept;
  ~Inheritance();
  /// Once, on the new thread, before anything else.
  void adopt() noexcept;

private:
  std::unique_ptr<Heritage> Given; ///< null: nothing
};

} // namespace detail

/// A std::thread whose inheritable holders begin with values from the thread that constructs it, as the constructor
/// of java.lang.Thread does with ThreadLocal.createInheritedMap; what is set later stays behind. A thread that is
/// still running when its Thread is destroyed is joined.
///
/// Complexity: the constructor is linear in the constructing thread's inheritable map. Thread safety: as
/// std::thread, one thread at a time.
///
/// Exceptions: what child_value throws, std::system_error, std::bad_alloc: no thread has been started then. As
/// with std::thread, an exception that leaves the function ends the program.
class Thread {
public:
  Thread() noexcept = default;

  template <class F, class... Args, class = std::enable_if_t<!std::is_same_v<std::decay_t<F>, Thread>>>
  explicit Thread(F &&Function, Args &&...Arguments)
      : Native(run<std::decay_t<F>, std::decay_t<Args>...>, detail::Inheritance(), std::forward<F>(Function),
               std::forward<Args>(Arguments)...) {}

  Thread(Thread &&) noexcept = default;
  Thread &operator=(Thread &&Other) {
    if (joinable())
      join();
    Native = std::move(Other.Native);
    return *this;
  }
  ~Thread() {
    if (joinable())
      join();
  }

  bool joinable() const noexcept { return Native.joinable(); }
  void join() { Native.join(); }
  void detach() { Native.detach(); }
  std::thread::id get_id() const noexcept { return Native.get_id(); }

private:
  template <class F, class... Args>
  static void run(detail::Inheritance Inherited, F Function, Args... Arguments) {
    Inherited.adopt();
    std::invoke(std::move(Function), std::move(Arguments)...);
  }
  std::thread Native;
};

} // namespace tidepool

#endif // TIDEPOOL_THREAD_H
