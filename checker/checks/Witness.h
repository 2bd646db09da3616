//===- Witness.h - What happens to a holder, as it can be run again --------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding's steps are for people. Its witness says the same for a replay:
// nothing but what is done to the holder, by whom, in which order. It comes from
// the way through the program that the solver found, not from the check.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CHECKS_WITNESS_H
#define TIDEPOOL_CHECKER_CHECKS_WITNESS_H

#include <cstdint>
#include <string>
#include <vector>

namespace tidepool::checks {

struct Location {
  std::string File; ///< absolute path
  uint32_t Line = 0, Col = 0;
  auto operator<=>(const Location &) const = default;
};

/// Between TaskBegins and TaskEnds or TaskUnwinds it happens on the pool's thread, else on the submitter's.
struct Event {
  enum class Kind : uint8_t {
    HolderMade, ///< of a holder that is no static: an object of its kind comes into being
    HolderDies,
    Submit,     ///< the submitter hands a task over
    TaskBegins,
    TaskEnds,
    TaskUnwinds, ///< the task ends with an exception, and its thread lives on
    Set,
    Fill,       ///< set because it was empty
    Append,     ///< added to what was there
    SetEmpty,   ///< the empty value is set
    Get,
    Remove,
    Restore,    ///< what was there when the task began is put back
    Back,       ///< the submitter's thread goes on
    NotShown,   ///< a thread's table cannot show what the finding says, for the reason that Task is
  } K;
  Location At;
  std::string Task = {}; ///< TaskBegins: its name for people. NotShown: the reason
};

struct Witness {
  std::vector<Event> Events; ///< empty: the way was not found again
  bool MapLike = false;      ///< the holder has an entry a thread and a remove operation
  bool Inheritable = false;
  std::vector<std::string> Others; ///< other holders of the program that share the threads' tables; at most MaxOthers
  static constexpr unsigned MaxOthers = 8;
};

} // namespace tidepool::checks

#endif // TIDEPOOL_CHECKER_CHECKS_WITNESS_H
