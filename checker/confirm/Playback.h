//===- Playback.h - A script's tables, change by change -------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a drawing needs that can go forward and back: for each operation, the slots
// that it changed in which thread's table, and the slots that it looked at. All of
// it is seen on the reference runtime; nothing of the algorithm is done again here.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CONFIRM_PLAYBACK_H
#define TIDEPOOL_CHECKER_CONFIRM_PLAYBACK_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tidepool::confirm {

struct PlayedKey {
  std::string Name;
  int32_t Hash = 0;
  bool Inheritable = false;
};

struct PlayedTable {
  std::string Thread;
  bool Inheritable = false;
};

struct SlotChange {
  static constexpr int Empty = -2, Stale = -1;
  unsigned Slot = 0;
  int Key = Empty; ///< index into Playback::Keys, or one of the above
  std::optional<std::string> Value;
};

struct TableChange {
  unsigned Table = 0; ///< index into Playback::Tables
  std::optional<unsigned>
      Length; ///< if it is another one now; all slots are empty then. 0: the table is gone
  unsigned Threshold = 0;
  std::vector<SlotChange> Slots;
};

/// The walk of a search through the table as it was before the operation.
struct Search {
  unsigned Home = 0;
  unsigned Looked = 0; ///< slots from the home on, the one where it ended included
  int Slot = -1;       ///< where the entry is, or was; -1: there was none
};

struct PlayedOperation {
  size_t Line = 0; ///< of the script, from 1
  std::string Verb, Rest;
  int Key = -1;        ///< whose name stands between the two; -1: a thread's does, and begins Rest
  unsigned Thread = 0; ///< index into Playback::Threads: the current one, afterwards
  bool Returns = false;
  std::optional<std::string> Returned;
  std::optional<Search> Looked;
  std::vector<TableChange> Changes;
};

struct Playback {
  std::vector<std::string> Threads;
  std::vector<PlayedKey> Keys;
  std::vector<PlayedTable> Tables;
  std::vector<PlayedOperation> Operations;

  /// Runs the script. Errors name the script's line. Takes the process's trace sink away (set_trace_sink), so
  /// no two at once. Memory: in proportion to the changes.
  static llvm::Expected<Playback> of(llvm::StringRef Script, int Jdk = 25);
};

} // namespace tidepool::confirm

#endif // TIDEPOOL_CHECKER_CONFIRM_PLAYBACK_H
