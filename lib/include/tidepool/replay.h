//===- replay.h - Scenarios as scripts ------------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_REPLAY_H
#define TIDEPOOL_REPLAY_H

#include "tidepool/detail/config.h"
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tidepool {

/// A script's operations, checked: keys exist and threads run where they are used. docs/runtime.md has the
/// format; it is that of the recorder of real JDKs in test/runtime/jdk.
struct Scenario {
  enum class Operation {
    New, NewInheritable, Initial, Set, SetNull, Get, Remove, Drop, Collect, Thread, Inherit, Exit
  };
  struct Step {
    Operation What;
    std::size_t Line;    ///< counted from 1
    std::string Text;    ///< the line without surrounding white space
    std::string Subject; ///< key or thread
    std::string Object;  ///< value, suffix for childValue, or the parent thread
    bool Forced = false; ///< New: the hash code is given
    bool Appends = false; ///< NewInheritable: childValue appends Object
    std::uint32_t Hash = 0;
  };
  std::vector<Step> Steps;
};

struct ScriptError {
  std::size_t Line;
  std::string Message; ///< what was expected, and what was there instead
};

/// Throws nothing but std::bad_alloc. Linear in the text.
TIDEPOOL_API std::variant<Scenario, ScriptError> parse_scenario(std::string_view Script);

struct ReplayOptions {
  bool Dump = false;      ///< after each operation, the recorder's line
  bool Table = false;     ///< after each operation that changes a table, a drawing of it
  /// Dump and Table only after these operations, counted from 0; empty: after all.
  std::function<bool(std::size_t Operation)> Wanted;
  int Jdk = 25;           ///< 17 or 25: they differ where a thread inherits from an empty map
  std::string FileName;   ///< for traces
};

/// Runs the scenario on holders and maps of its own; the calling thread's are left alone, and all the scenario's
/// threads are played by it. Output comes in whole lines. Throws nothing but std::bad_alloc and what Write does.
TIDEPOOL_API void replay(const Scenario &S, const ReplayOptions &Options,
                         const std::function<void(std::string_view)> &Write);

} // namespace tidepool

#endif // TIDEPOOL_REPLAY_H
