//===- Replay.cpp - `tidepool replay`: a script on the reference runtime --===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Commands.h"
#include "checker/fronts/cli/Output.h"
#include "checker/report/html/Page.h"
#include "tidepool/replay.h"
#include "tidepool/trace.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace tidepool::fronts {

static StringRef shownName(const Request &R) { return R.Inputs.front() == "-" ? "<stdin>" : StringRef(R.Inputs.front()); }

static Expected<std::unique_ptr<MemoryBuffer>> readScript(const Request &R) {
  auto Bytes = MemoryBuffer::getFileOrSTDIN(R.Inputs.front(), /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Bytes)
    return createStringError(Bytes.getError(), "cannot read " + shownName(R) + ": " + Bytes.getError().message());
  return std::move(*Bytes);
}

static Error run(const Request &R, const Scenario &S) {
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
  tidepool::replay(S, Options, [&](std::string_view Line) { Text += Line; });
  set_trace_sink(nullptr);
  return write(R.Html ? "-" : StringRef(R.Output), Text);
}

static Error writePage(const Request &R, StringRef Script) {
  Expected<std::string> Page = report::html::replayPage(Script, sys::path::filename(shownName(R)), R.Jdk);
  if (!Page)
    return Page.takeError();
  return write(inFolder(R.Output, report::html::FileName), *Page);
}

Expected<int> replay(const Request &R, StringRef) {
  if (Error E = prepareOutput(R))
    return std::move(E);
  Expected<std::unique_ptr<MemoryBuffer>> Bytes = readScript(R);
  if (!Bytes)
    return Bytes.takeError();
  StringRef Script = (*Bytes)->getBuffer();
  auto Parsed = parse_scenario({Script.data(), Script.size()});
  if (auto *Wrong = std::get_if<ScriptError>(&Parsed))
    return createStringError(shownName(R) + ":" + Twine(Wrong->Line) + ": " + Wrong->Message);
  if (Error E = run(R, std::get<Scenario>(Parsed)))
    return std::move(E);
  if (R.Html)
    if (Error E = writePage(R, Script))
      return std::move(E);
  return NothingFound;
}

} // namespace tidepool::fronts
