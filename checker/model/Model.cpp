//===- Model.cpp - The compiled-in catalogue ------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/model/Model.h"
#include "llvm/Support/ErrorHandling.h"
#include <utility>

using namespace llvm;
using namespace tidepool::model;

/// Name and text of every file of catalogue/, in alphabetical order (made by Embed.cmake).
static constexpr std::pair<StringLiteral, StringLiteral> Files[] = {
#include "checker/model/Catalogue.inc"
};

Catalogue Catalogue::builtin() {
  Catalogue All;
  for (const auto &[Name, Text] : Files)
    if (Error Wrong = All.append(Text, Name))
      report_fatal_error(std::move(Wrong), /*gen_crash_diag=*/false);
  return All;
}
