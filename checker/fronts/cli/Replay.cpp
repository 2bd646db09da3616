//===- Replay.cpp - `tidepool replay`: a script on the reference runtime --===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Commands.h"
#include "checker/fronts/cli/Output.h"
#include "tidepool/replay.h"
#include "tidepool/trace.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace tidepool::fronts {

static Expected<Scenario> readScenario(StringRef Path) {
  auto Bytes = MemoryBuffer::getFileOrSTDIN(Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  StringRef Name = Path == "-" ? "<stdin>" : Path;
  if (!Bytes)
    return createStringError(Bytes.getError(), "cannot read " + Name + ": " + Bytes.getError().message());
  StringRef Text = (*Bytes)->getBuffer();
  auto Parsed = parse_scenario({Text.data(), Text.size()});
  if (auto *Wrong = std::get_if<ScriptError>(&Parsed))
    return createStringError(Name + ":" + Twine(Wrong->Line) + ": " + Wrong->Message);
  return std::get<Scenario>(std::move(Parsed));
}

Expected<int> replay(const Request &R, StringRef) {
  Expected<Scenario> S = readScenario(R.Inputs.front());
  if (!S)
    return S.takeError();
  if (!R.Trace.empty()) {
    std::string Why;
    std::unique_ptr<TraceSink> Sink = trace_sink(R.Trace, &Why);
    if (!Sink)
      return createStringError(Why);
    set_trace_sink(std::move(Sink));
  }
  ReplayOptions Options;
  Options.Dump = R.Dump;
  Options.Table = R.Table;
  Options.Jdk = R.Jdk;
  Options.FileName = R.Inputs.front();
  std::string Text;
  tidepool::replay(*S, Options, [&](std::string_view Line) { Text += Line; });
  set_trace_sink(nullptr);
  if (Error E = write(R.Output, Text))
    return std::move(E);
  return NothingFound;
}

} // namespace tidepool::fronts
