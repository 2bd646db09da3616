//===- Recording.h - What a script did to the tables ------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CONFIRM_RECORDING_H
#define TIDEPOOL_CHECKER_CONFIRM_RECORDING_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace tidepool::confirm {

struct Entry {
  unsigned Slot = 0;
  std::optional<std::string> Key; ///< none: the entry is stale
  std::optional<std::string> Value;
  bool operator==(const Entry &) const = default;
};

/// A thread's table. Length 0: there is none.
struct Table {
  unsigned Length = 0, Size = 0, Threshold = 0;
  std::vector<Entry> Entries; ///< by slot
  bool operator==(const Table &) const = default;
};

/// After one operation, of the thread that did it.
struct Snapshot {
  std::string Thread;
  Table Plain, Inheritable;
  bool Returns = false;                ///< it was a get
  std::optional<std::string> Returned; ///< by a get
  int32_t Hash = 0;                    ///< of the holder that it made
  const Table &table(bool OfInheritable) const { return OfInheritable ? Inheritable : Plain; }
};

/// Of one line, as the recorder of real JDKs writes them.
Snapshot readSnapshot(llvm::StringRef Line);

/// One such line for each operation.
class Recording {
public:
  /// Runs the script on the reference runtime. An error names the script's line. Keep: which operations'
  /// states to keep; those of a long script take memory.
  static llvm::Expected<Recording>
  replay(llvm::StringRef Script, llvm::function_ref<bool(size_t)> Keep = [](size_t) { return true; });

  size_t size() const { return Lines.size(); }
  /// Operation is one that was kept. Linear in the line.
  Snapshot at(size_t Operation) const;

private:
  std::vector<std::string> Lines;
};

} // namespace tidepool::confirm

#endif // TIDEPOOL_CHECKER_CONFIRM_RECORDING_H
