//===- collector.h - When the entries of dead holders become stale --------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_COLLECTOR_H
#define TIDEPOOL_COLLECTOR_H

#include "tidepool/detail/config.h"
#include <cstddef>

namespace tidepool {

/// What the garbage collector, which clears WeakReferences, is to the original: it decides when a dead holder's entries become stale. In Java
/// that is some time after the last reference to the holder has gone; here it is at once, or, in manual mode,
/// when the program says so. One for the whole process; thread-safe.
class TIDEPOOL_API Collector {
public:
  enum class Mode { Automatic, Manual };

  static Mode mode() noexcept;
  /// Going back to Automatic collects.
  static void set_mode(Mode M) noexcept;
  /// Makes the entries of all holders stale that have died since the last call. Returns how many holders that
  /// were. Linear in their number.
  static std::size_t collect() noexcept;
};

} // namespace tidepool

#endif // TIDEPOOL_COLLECTOR_H
