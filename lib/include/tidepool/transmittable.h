//===- transmittable.h - Values that go with a task -----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TRANSMITTABLE_H
#define TIDEPOOL_TRANSMITTABLE_H

#include "tidepool/thread_local.h"
#include <memory>
#include <utility>

namespace tidepool {

namespace detail {
struct CapturedValues;
struct ReplacedValues;
} // namespace detail

/// The values that a thread's TransmittableThreadLocals had at one moment. Can be copied and replayed any number
/// of times, on any threads.
class TIDEPOOL_API Captured {
public:
  Captured() = default;
  bool empty() const noexcept;

private:
  friend Captured capture();
  friend class Replayed;
  std::shared_ptr<const detail::CapturedValues> Values;
};

/// Takes a copy (TransmittableThreadLocal::copy) of all values of this thread's transmittable holders. Linear in
/// the length of its inheritable map. Throws what copying throws.
TIDEPOOL_API Captured capture();

/// Puts captured values in place for as long as it lives; then, what the thread had before is restored.
///
/// As com.alibaba.ttl.TransmittableThreadLocal.Transmitter does: holders that the thread has and the capture has
/// not are taken away for the time; at the end, holders that the task has set and the thread had not are removed.
/// Linear in the length of the thread's inheritable map. Begins and ends on one thread. If the constructor throws
/// (a copy, or std::bad_alloc), nothing has changed.
class TIDEPOOL_API Replayed {
public:
  explicit Replayed(const Captured &C);
  ~Replayed();
  Replayed(const Replayed &) = delete;
  Replayed &operator=(const Replayed &) = delete;

private:
  std::unique_ptr<detail::ReplacedValues> Before;
};

/// A callable that runs `Task` with the values that this thread's transmittable holders have now. For pools that
/// do not capture themselves; ThreadPool does.
template <class F> auto transmit(F Task) {
  return [Values = capture(), Task = std::move(Task)](auto &&...Arguments) mutable -> decltype(auto) {
    Replayed Context(Values);
    return Task(std::forward<decltype(Arguments)>(Arguments)...);
  };
}

} // namespace tidepool

#endif // TIDEPOOL_TRANSMITTABLE_H
