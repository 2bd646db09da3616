//===- TraceFile.h - What TIDEPOOL_TRACE has written ------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CONFIRM_TRACEFILE_H
#define TIDEPOOL_CHECKER_CONFIRM_TRACEFILE_H

#include "checker/checks/Witness.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <string>
#include <vector>

namespace tidepool::confirm {

/// One line of a trace; see tidepool/trace.h for the members' meaning.
struct TraceLine {
  enum class Kind : uint8_t {
    Get, Test, Set, Initial, Remove, Replay, Restore, Clear, HolderEnd, Submit, TaskBegin, TaskEnd, ThreadEnd, Other
  } K = Kind::Other;
  uint64_t Thread = 0, Submission = 0;
  uint32_t Task = 0;
  std::string Holder, HolderId;
  std::string Digest; ///< of the value; empty: unknown
  int64_t Slot = -1;
  bool Empty = false, Unwound = false;
  checks::Location Where, Declared; ///< without a column; Line 0 where the program did not say
};

struct Trace {
  std::vector<TraceLine> Lines;
  bool CutOff = false; ///< the last line is not complete: the program ended in the middle of it
};

/// Files in it are taken relative to Folder, where they are relative. An error names the line; Name is the file's.
llvm::Expected<Trace> readTrace(llvm::StringRef Text, llvm::StringRef Name, llvm::StringRef Folder);

} // namespace tidepool::confirm

#endif // TIDEPOOL_CHECKER_CONFIRM_TRACEFILE_H
