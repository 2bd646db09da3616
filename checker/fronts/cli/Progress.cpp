//===- Progress.cpp - How far a long run has come -------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Progress.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace tidepool::fronts {

Progress::Progress(unsigned Total, bool Wanted)
    : Total(Total), Shown(Wanted && Total > 1 && sys::Process::StandardErrIsDisplayed()) {
  if (Shown)
    draw("");
}

Progress::~Progress() {
  if (Shown)
    errs() << "\r\x1b[K";
}

void Progress::finished(StringRef File) {
  if (!Shown)
    return;
  std::lock_guard<std::mutex> Guard(Lock);
  ++Done;
  draw(sys::path::filename(File));
}

void Progress::draw(StringRef File) {
  constexpr unsigned Cells = 30;
  unsigned Full = uint64_t(Done) * Cells / Total;
  std::string Line = "[" + std::string(Full, '#') + std::string(Cells - Full, '.') + "] " +
                     std::to_string(Done) + "/" + std::to_string(Total) + " " + File.str();
  unsigned Columns = sys::Process::StandardErrColumns();
  if (Columns > 1 && Line.size() >= Columns)
    Line.resize(Columns - 1);
  errs() << '\r' << Line << "\x1b[K";
}

} // namespace tidepool::fronts
