//===- nolint_test.cpp - NOLINT comments ----------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/NoLint.h"
#include <gtest/gtest.h>

using namespace tidepool::summary;

namespace {

/// "1-1:globs " for each.
std::string read(llvm::StringRef Text) {
  std::string Out;
  for (const NoLint &N : noLints(Text))
    Out += std::to_string(N.FirstLine) + "-" + std::to_string(N.LastLine) + ":" + N.Globs.str() + " ";
  return Out;
}

TEST(NoLint, Lines) {
  EXPECT_EQ(read("a; // NOLINT\nb; // NOLINT(x, y-*)\n"), "1-1: 2-2:x, y-* ");
  EXPECT_EQ(read("// NOLINTNEXTLINE(x)\na;"), "2-2:x ");
  EXPECT_EQ(read("a; // NOLINT(*)"), "1-1: ");
}

TEST(NoLint, Blocks) {
  EXPECT_EQ(read("// NOLINTBEGIN(x)\n\n// NOLINTEND(x)\n"), "1-3:x ");
  EXPECT_EQ(read("// NOLINTBEGIN\n// NOLINTBEGIN\n// NOLINTEND\n// NOLINTEND\n"), "2-3: 1-4: ");
  EXPECT_EQ(read("// NOLINTBEGIN(x)\n// NOLINTEND(y)\n"), "");
}

TEST(NoLint, WhatIsNone) {
  EXPECT_EQ(read("NOLINTS XNOLINT NOLINT_ NOLINTNEXTLINES"), "");
  EXPECT_EQ(read("a; // NOLINT()"), "");
  EXPECT_EQ(read("a; // NOLINT(x\n"), "");
  EXPECT_EQ(read(""), "");
}

} // namespace
