//===- replay_fuzzer.cpp - Any bytes as a script --------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// What parses must replay, on both JDKs' behaviour, without an error of memory, and give the same once more.

#include "tidepool/replay.h"
#include <cstdint>
#include <cstdlib>
#include <string>

static std::string run(const tidepool::Scenario &S, int Jdk, bool Table) {
  tidepool::ReplayOptions Options;
  Options.Dump = true;
  Options.Table = Table;
  Options.Jdk = Jdk;
  std::string Out;
  tidepool::replay(S, Options, [&](std::string_view Line) { Out += Line; });
  return Out;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *Data, std::size_t Size) {
  std::string_view Script(reinterpret_cast<const char *>(Data), Size);
  auto Parsed = tidepool::parse_scenario(Script);
  if (const auto *Wrong = std::get_if<tidepool::ScriptError>(&Parsed)) {
    if (Wrong->Line == 0 || Wrong->Message.empty())
      std::abort();
    return 0;
  }
  const auto &S = std::get<tidepool::Scenario>(Parsed);
  if (run(S, 25, false) != run(S, 25, false))
    std::abort();
  run(S, 17, true);
  return 0;
}
