//===- Recording.cpp - What a script did to the tables ----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/confirm/Recording.h"
#include "tidepool/replay.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace tidepool::confirm {

Expected<Recording> Recording::replay(StringRef Script, function_ref<bool(size_t)> Keep) {
  auto Parsed = parse_scenario({Script.data(), Script.size()});
  if (auto *Wrong = std::get_if<ScriptError>(&Parsed))
    return createStringError("line " + Twine(Wrong->Line) + ": " + Wrong->Message);
  Recording R;
  ReplayOptions Options;
  Options.Dump = true;
  size_t At = 0;
  Options.Wanted = [&](size_t Operation) { return Keep(At = Operation); };
  R.Lines.resize(std::get<Scenario>(Parsed).Steps.size());
  tidepool::replay(std::get<Scenario>(Parsed), Options, [&](std::string_view Line) { R.Lines[At] = Line; });
  return R;
}

static std::optional<std::string> text(const json::Value &V) {
  if (auto S = V.getAsString())
    return S->str();
  return std::nullopt;
}

static Table table(const json::Object &O) {
  Table T;
  T.Length = O.getInteger("len").value_or(0);
  T.Size = O.getInteger("size").value_or(0);
  T.Threshold = O.getInteger("threshold").value_or(0);
  if (const json::Array *Slots = O.getArray("slots"))
    for (const json::Value &Slot : *Slots)
      if (const json::Array *Parts = Slot.getAsArray(); Parts && Parts->size() == 3)
        T.Entries.push_back(
            {unsigned((*Parts)[0].getAsInteger().value_or(0)), text((*Parts)[1]), text((*Parts)[2])});
  return T;
}

Snapshot Recording::at(size_t Operation) const { return readSnapshot(Lines[Operation]); }

Snapshot readSnapshot(StringRef Line) {
  Snapshot S;
  Expected<json::Value> Parsed = json::parse(Line);
  if (!Parsed) {
    // The runtime's own output; its tests see to it that it is JSON.
    consumeError(Parsed.takeError());
    return S;
  }
  const json::Object &O = *Parsed->getAsObject();
  S.Thread = O.getString("t").value_or("").str();
  S.Plain = table(O);
  if (const json::Object *Inheritable = O.getObject("inheritable"))
    S.Inheritable = table(*Inheritable);
  if (const json::Value *Returned = O.get("ret")) {
    S.Returns = true;
    S.Returned = text(*Returned);
  }
  S.Hash = static_cast<int32_t>(O.getInteger("hash").value_or(0));
  return S;
}

} // namespace tidepool::confirm
