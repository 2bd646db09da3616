//===- TraceFile.cpp - What TIDEPOOL_TRACE has written ----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/confirm/TraceFile.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using tidepool::checks::Location;

namespace tidepool::confirm {

static TraceLine::Kind kindOf(StringRef Event) {
  using Kind = TraceLine::Kind;
  return StringSwitch<Kind>(Event)
      .Case("get", Kind::Get)
      .Case("test", Kind::Test)
      .Case("set", Kind::Set)
      .Case("initial", Kind::Initial)
      .Case("remove", Kind::Remove)
      .Case("replay", Kind::Replay)
      .Case("restore", Kind::Restore)
      .Case("clear", Kind::Clear)
      .Case("holder-end", Kind::HolderEnd)
      .Case("submit", Kind::Submit)
      .Case("task-begin", Kind::TaskBegin)
      .Case("task-end", Kind::TaskEnd)
      .Case("thread-end", Kind::ThreadEnd)
      .Default(Kind::Other);
}

static Location place(const json::Object &O, StringRef File, StringRef Line, StringRef Folder) {
  SmallString<256> Path(O.getString(File).value_or(""));
  if (Path.empty())
    return {};
  sys::fs::make_absolute(Folder, Path);
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return {std::string(Path), uint32_t(O.getInteger(Line).value_or(0)), 0};
}

static Expected<TraceLine> readLine(StringRef Text, StringRef Folder) {
  Expected<json::Value> V = json::parse(Text);
  if (!V)
    return V.takeError();
  const json::Object *O = V->getAsObject();
  if (!O || !O->getString("event") || !O->getInteger("thread"))
    return createStringError("expected an object with \"event\" and \"thread\"");
  TraceLine L;
  L.K = kindOf(*O->getString("event"));
  L.Thread = uint64_t(*O->getInteger("thread"));
  L.Submission = uint64_t(O->getInteger("submission").value_or(0));
  L.Task = uint32_t(O->getInteger("task").value_or(0));
  L.Holder = O->getString("holder").value_or("").str();
  L.HolderId = O->getString("holder_id").value_or("").str();
  L.Digest = O->getString("digest").value_or("").str();
  L.Slot = O->getInteger("slot").value_or(-1);
  L.Empty = O->getBoolean("empty").value_or(false);
  L.Unwound = O->getBoolean("unwound").value_or(false);
  L.Where = place(*O, "file", "line", Folder);
  L.Declared = place(*O, "declared_file", "declared_line", Folder);
  return L;
}

Expected<Trace> readTrace(StringRef Text, StringRef Name, StringRef Folder) {
  Trace T;
  if (Text.starts_with("["))
    return createStringError(
        Name + ": this is Chrome's format; for `tidepool trace` set TIDEPOOL_TRACE to a file that "
               "does not end in .json");
  for (unsigned Number = 1; !Text.empty(); ++Number) {
    auto [Line, Rest] = Text.split('\n');
    bool Complete = Line.size() < Text.size();
    Text = Rest;
    if (Line.trim().empty())
      continue;
    Expected<TraceLine> Read = readLine(Line, Folder);
    if (Read) {
      T.Lines.push_back(std::move(*Read));
      continue;
    }
    if (Complete)
      return createStringError(Name + ":" + Twine(Number) +
                               ": no line of a trace: " + toString(Read.takeError()));
    consumeError(Read.takeError());
    T.CutOff = true;
  }
  return T;
}

} // namespace tidepool::confirm
