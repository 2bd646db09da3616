//===- ProofJson.cpp - A proof's members, the same in every JSON ----------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/report/ProofJson.h"
#include "checker/report/Report.h"

using namespace llvm;

namespace tidepool::report {

static json::Value orNull(const std::optional<std::string> &Text) {
  return Text ? json::Value(json::fixUTF8(*Text)) : json::Value(nullptr);
}

static void table(json::OStream &J, const confirm::Table &T) {
  J.attribute("len", T.Length);
  J.attribute("size", T.Size);
  J.attribute("threshold", T.Threshold);
  J.attributeArray("slots", [&] {
    for (const confirm::Entry &E : T.Entries)
      J.value(json::Array{E.Slot, orNull(E.Key), orNull(E.Value)});
  });
}

static void growth(json::OStream &J, const confirm::Growth &G) {
  J.attribute("entries", G.Entries);
  J.attribute("stale", G.Stale);
  J.attribute("values", G.Values);
  J.attribute("reads", G.Reads);
  J.attribute("slots", G.Slots);
  J.attribute("bytes", G.Bytes);
}

void writeProof(json::OStream &J, const confirm::Proof &P) {
  J.attribute("verdict", name(P.V));
  J.attribute("evidence", json::fixUTF8(P.Evidence));
  if (P.Run != confirm::Executed::NotAsked)
    J.attributeObject("execution", [&] {
      J.attribute("verdict", name(P.Run));
      J.attribute("evidence", json::fixUTF8(P.RunText));
    });
  if (P.V == confirm::Verdict::NotReplayed)
    return;
  J.attribute("later", P.Later);
  J.attributeArray("left", [&] {
    for (unsigned N : P.Left)
      J.value(N);
  });
  if (P.V != confirm::Verdict::Refuted)
    J.attributeObject("thousand", [&] { growth(J, P.Thousand); });
  J.attribute("scenario", json::fixUTF8(P.Script));
  J.attributeObject("table", [&] { table(J, P.Final); });
}

} // namespace tidepool::report
