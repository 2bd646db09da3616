//===- summary_seeds.cpp - A corpus for the summary fuzzer to start from --===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/Payload.h"
#include "checker/summary/SummaryIO.h"
#include "random_summary.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;
using namespace tidepool;

static bool write(const Twine &Path, StringRef Bytes) {
  std::error_code Failure;
  raw_fd_ostream OS(Path.str(), Failure);
  if (!Failure)
    OS << Bytes;
  else
    errs() << Path << ": " << Failure.message() << "\n";
  return !Failure;
}

int main(int Argc, char **Argv) {
  if (Argc != 2) {
    errs() << "usage: summary_seeds DIRECTORY\n";
    return 2;
  }
  if (std::error_code Failure = sys::fs::create_directories(Argv[1])) {
    errs() << Argv[1] << ": " << Failure.message() << "\n";
    return 2;
  }
  for (unsigned Seed = 0; Seed != 40; ++Seed) {
    summary::TUSummary S = test::RandomSummary(Seed).make(1 + Seed / 3);
    std::string Stem = (Twine(Argv[1]) + "/" + Twine(Seed)).str();
    std::string File = summary::serialize(S);
    if (!write(Stem + ".tps", File) || !write(Stem + ".rest", StringRef(File).drop_front(20)) ||
        !write(Stem + ".payload", summary::encodePayload(S)))
      return 2;
  }
  return 0;
}
