//===- Sources.h - The source lines that a report shows -------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_REPORT_SOURCES_H
#define TIDEPOOL_CHECKER_REPORT_SOURCES_H

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <memory>
#include <optional>
#include <vector>

namespace tidepool::report {

/// Reads each file once, when the first of its lines is asked for. Summaries may come from another
/// machine: a file that is not there, or is shorter than it was, simply has no lines to show.
class Sources {
public:
  explicit Sources(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files) : Files(std::move(Files)) {}

  /// Line is 1-based. Without its line break.
  std::optional<llvm::StringRef> line(llvm::StringRef File, unsigned Line);

private:
  struct Text {
    std::unique_ptr<llvm::MemoryBuffer> Buffer;
    std::vector<llvm::StringRef> Lines;
  };
  const Text &load(llvm::StringRef File);

  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files;
  llvm::StringMap<Text> Texts;
};

} // namespace tidepool::report

#endif // TIDEPOOL_CHECKER_REPORT_SOURCES_H
