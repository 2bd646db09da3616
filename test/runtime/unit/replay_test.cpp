//===- replay_test.cpp - Scripts ------------------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/replay.h"
#include <gtest/gtest.h>
#include <string>

namespace tidepool {
namespace {

std::string errorOf(std::string_view Script) {
  auto Parsed = parse_scenario(Script);
  const auto *Wrong = std::get_if<ScriptError>(&Parsed);
  return Wrong ? std::to_string(Wrong->Line) + ": " + Wrong->Message : "";
}

std::string run(std::string_view Script, ReplayOptions Options = {}) {
  auto Parsed = parse_scenario(Script);
  if (!std::holds_alternative<Scenario>(Parsed))
    return errorOf(Script);
  std::string Out;
  replay(std::get<Scenario>(Parsed), Options, [&](std::string_view Line) { Out += Line; });
  return Out;
}

TEST(Replay, ErrorsSayWhatWasExpected) {
  EXPECT_EQ(errorOf("# nothing\n\n  \t\r\n"), "");
  EXPECT_EQ(errorOf("new a\nfrob a\n").rfind("2: expected an operation (new, ", 0), 0u);
  EXPECT_EQ(errorOf("set"), "1: expected 'set KEY VALUE', found 'set'");
  EXPECT_EQ(errorOf("new a\nset a 1 2"), "2: expected 'set KEY VALUE', found 'set a 1 2'");
  EXPECT_EQ(errorOf("set a 1"), "1: expected a key that was made before ('new'), found 'a'");
  EXPECT_EQ(errorOf("new a\nnew a"), "2: expected the name of a new key, but there is a key 'a' ('drop' it first)");
  EXPECT_EQ(errorOf("new a x1"), "1: expected a hash code (a decimal number of 64 bits), found 'x1'");
  EXPECT_NE(errorOf("new a 99999999999999999999"), "");
  EXPECT_NE(errorOf("new a +-1"), "");
  EXPECT_EQ(errorOf("new a 9223372036854775807\ndrop a\nnew a -9223372036854775808\ndrop a\nnew a +5"), "");
  EXPECT_EQ(errorOf("new a\ndrop a\nget a").rfind("3: expected a key", 0), 0u);
  EXPECT_EQ(errorOf("exit 1"), "1: expected a running thread, found '1'");
  EXPECT_EQ(errorOf("inherit 0 0"), "1: expected a thread that does not run, but '0' does");
  EXPECT_EQ(errorOf("inherit 2 1"), "1: expected a running thread as the parent, found '1'");
  EXPECT_EQ(errorOf("new a\nexit 0\nget a"),
            "3: expected a running thread, but thread '0' has ended ('thread' starts one)");
  EXPECT_EQ(errorOf("new\ta"), "1: expected words separated by blanks, found a tab");
  EXPECT_EQ(errorOf("new a\xff"), "1: expected UTF-8");
  EXPECT_EQ(errorOf(std::string_view("new a\0b", 7)),
            "1: expected words separated by blanks, found a control character");
}

TEST(Replay, EachScriptStartsAnew) {
  ReplayOptions Dump;
  Dump.Dump = true;
  std::string Script = "new a\nnew b\nset b x\n";
  EXPECT_EQ(run(Script, Dump), run(Script, Dump));
  EXPECT_NE(run(Script, Dump).find("\"op\":\"new b\",\"hash\":1640531527,"), std::string::npos);
}

TEST(Replay, DrawsTheRing) {
  ReplayOptions Table;
  Table.Table = true;
  std::string Text = run("new a 15\nnew b 15\nset a 1\nset b 2\ndrop a\n", Table);
  EXPECT_NE(Text.find("|  b  |     |"), std::string::npos) << Text;
  EXPECT_NE(Text.find("|stale|\n"), std::string::npos) << Text;
  EXPECT_NE(Text.find("\n  ^15\n"), std::string::npos) << Text;
}

TEST(Replay, SumsUp) {
  EXPECT_EQ(run("new a\nset a 1\nthread 1\nset a 2\ndrop a\n"),
            "5 operations; left: 2 threads, 0 keys, 2 entries, 2 of them stale\n");
}

} // namespace
} // namespace tidepool
