//===- Progress.h - How far a long run has come ---------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_FRONTS_CLI_PROGRESS_H
#define TIDEPOOL_CHECKER_FRONTS_CLI_PROGRESS_H

#include "llvm/ADT/StringRef.h"
#include <mutex>

namespace tidepool::fronts {

/// A bar on standard error, if that is a terminal; nothing otherwise. It is gone when the run is.
class Progress {
public:
  Progress(unsigned Total, bool Wanted);
  ~Progress();
  /// From any thread.
  void finished(llvm::StringRef File);

private:
  void draw(llvm::StringRef File);

  std::mutex Lock;
  unsigned Done = 0;
  const unsigned Total;
  const bool Shown;
};

} // namespace tidepool::fronts

#endif // TIDEPOOL_CHECKER_FRONTS_CLI_PROGRESS_H
