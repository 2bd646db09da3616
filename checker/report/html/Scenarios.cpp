//===- Scenarios.cpp - Scripts that the page plays ------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/report/html/Scenarios.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace tidepool::report::html {
namespace {

using namespace confirm;

json::Value orNull(const std::optional<std::string> &Text) {
  return Text ? json::Value(json::fixUTF8(*Text)) : json::Value(nullptr);
}

/// [slot] when it is empty now, [slot, key, value] otherwise.
json::Array change(const SlotChange &C) {
  if (C.Key == SlotChange::Empty)
    return json::Array{C.Slot};
  return json::Array{C.Slot, C.Key, orNull(C.Value)};
}

void change(json::OStream &J, const TableChange &C) {
  J.object([&] {
    J.attribute("table", C.Table);
    if (C.Length) {
      J.attribute("length", *C.Length);
      J.attribute("threshold", C.Threshold);
    }
    J.attributeArray("slots", [&] {
      for (const SlotChange &S : C.Slots)
        J.value(change(S));
    });
  });
}

void operation(json::OStream &J, const PlayedOperation &Op) {
  J.object([&] {
    J.attribute("verb", Op.Verb);
    if (Op.Key >= 0)
      J.attribute("key", Op.Key);
    if (!Op.Rest.empty())
      J.attribute("rest", json::fixUTF8(Op.Rest));
    J.attribute("thread", Op.Thread);
    if (Op.Returns)
      J.attribute("returned", orNull(Op.Returned));
    if (Op.Looked)
      J.attribute("search", json::Array{Op.Looked->Home, Op.Looked->Looked, Op.Looked->Slot});
    if (!Op.Changes.empty())
      J.attributeArray("changes", [&] {
        for (const TableChange &C : Op.Changes)
          change(J, C);
      });
  });
}

void scenario(json::OStream &J, const Playback &P) {
  J.object([&] {
    J.attributeArray("threads", [&] {
      for (const std::string &Name : P.Threads)
        J.value(json::fixUTF8(Name));
    });
    J.attributeArray("tables", [&] {
      for (const PlayedTable &T : P.Tables)
        J.value(json::Object{{"thread", json::fixUTF8(T.Thread)}, {"inheritable", T.Inheritable}});
    });
    J.attributeArray("hashes", [&] {
      for (const PlayedKey &K : P.Keys)
        J.value(K.Hash);
    });
    J.attributeArray("operations", [&] {
      for (const PlayedOperation &Op : P.Operations)
        operation(J, Op);
    });
  });
}

} // namespace

unsigned Scenarios::add(const Playback &P) {
  std::string Text;
  raw_string_ostream OS(Text);
  {
    json::OStream J(OS);
    scenario(J, P);
  }
  auto [It, New] = Numbers.try_emplace(OS.str(), Texts.size());
  if (New)
    Texts.push_back(std::move(Text));
  return It->second;
}

void Scenarios::write(json::OStream &J) const {
  J.array([&] {
    for (const std::string &Text : Texts)
      J.rawValue(Text);
  });
}

void writeScript(json::OStream &J, StringRef Script, const Playback &P, unsigned Number) {
  J.object([&] {
    J.attribute("scenario", Number);
    J.attributeArray("names", [&] {
      for (const PlayedKey &K : P.Keys)
        J.value(json::fixUTF8(K.Name));
    });
    J.attributeArray("notes", [&] {
      size_t Operations = 0, Line = 1;
      for (Script = Script.rtrim('\n'); Line == 1 || !Script.empty(); ++Line) {
        StringRef Text;
        std::tie(Text, Script) = Script.split('\n');
        if (Operations < P.Operations.size() && P.Operations[Operations].Line == Line)
          ++Operations;
        else
          J.value(json::Array{int64_t(Operations), json::fixUTF8(Text.trim())});
      }
    });
  });
}

} // namespace tidepool::report::html
