//===- show.cpp - A scenario's tables as text -----------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "replay/show.h"
#include "json_text.h"
#include "replay/script_keys.h"
#include <algorithm>

namespace tidepool::detail {
namespace {

const ScriptValue &valueOf(const Slot &S) { return unbox<ScriptValue>(S.Value); }

std::string nameOf(const Slot &S) {
  const HolderBase *Owner = S.K.cell()->Owner.load(std::memory_order_acquire);
  return Owner ? Owner->name() : "?";
}

void appendValue(std::string &To, const ScriptValue &V) {
  if (V)
    appendJson(To, *V);
  else
    To += "null";
}

//===-- Drawing ---------------------------------------------------------------------===//

constexpr std::uint32_t SlotsInARow = 16;

struct DrawnSlot {
  std::string Key, Value, Home;
};

DrawnSlot drawn(const ThreadLocalMap &Map, std::uint32_t I) {
  const Slot &S = Map.table()->slots()[I];
  if (!S.K)
    return {};
  DrawnSlot D{"stale", valueOf(S).value_or("null"), {}};
  std::uint64_t State = S.K.state();
  if (Key::generationOf(State) != S.K.generation())
    return D;
  D.Key = nameOf(S);
  std::uint32_t Home = Map.table()->home(Key::hashOf(State));
  if (Home != I)
    D.Home = "^" + std::to_string(Home);
  return D;
}

/// Characters, not bytes, as far as one character is one code point.
std::size_t widthOf(const std::string &Text) {
  return static_cast<std::size_t>(
      std::count_if(Text.begin(), Text.end(), [](unsigned char C) { return (C & 0xC0) != 0x80; }));
}

std::string centred(const std::string &Text, std::size_t Width) {
  std::size_t Free = Width - std::min(Width, widthOf(Text));
  return std::string(Free / 2, ' ') + Text + std::string(Free - Free / 2, ' ');
}

class Row {
public:
  Row(const ThreadLocalMap &Map, std::uint32_t First, std::size_t Width)
      : Map(Map), First(First), Last(std::min(First + SlotsInARow, Map.length())), Width(Width) {}

  void append(std::string &To) const {
    line(To, ' ', [](std::uint32_t I, const DrawnSlot &) { return std::to_string(I); });
    border(To);
    line(To, '|', [](std::uint32_t, const DrawnSlot &D) { return D.Key; });
    line(To, '|', [](std::uint32_t, const DrawnSlot &D) { return D.Value; });
    border(To);
    std::size_t Before = To.size();
    line(To, ' ', [](std::uint32_t, const DrawnSlot &D) { return D.Home; });
    if (To.find('^', Before) == std::string::npos)
      To.resize(Before);
  }

private:
  template <class F> void line(std::string &To, char Bar, F Text) const {
    To += Bar;
    for (std::uint32_t I = First; I != Last; ++I)
      To.append(centred(Text(I, drawn(Map, I)), Width)) += Bar;
    while (To.back() == ' ')
      To.pop_back();
    To += '\n';
  }
  void border(std::string &To) const {
    To += '+';
    for (std::uint32_t I = First; I != Last; ++I)
      To.append(Width, '-') += '+';
    To += '\n';
  }

  const ThreadLocalMap &Map;
  std::uint32_t First, Last;
  std::size_t Width;
};

} // namespace

void appendMapJson(std::string &To, const ThreadLocalMap &Map) {
  To += "\"len\":" + std::to_string(Map.length()) + ",\"size\":" + std::to_string(Map.size()) +
        ",\"threshold\":" + std::to_string(Map.threshold()) + ",\"slots\":[";
  bool First = true;
  for (std::uint32_t I = 0; I != Map.length(); ++I) {
    const Slot &S = Map.table()->slots()[I];
    if (!S.K)
      continue;
    To += First ? "[" : ",[";
    First = false;
    To += std::to_string(I) + ",";
    if (S.K.stale())
      To += "null";
    else
      appendJson(To, nameOf(S));
    To += ',';
    appendValue(To, valueOf(S));
    To += ']';
  }
  To += ']';
}

void appendDrawing(std::string &To, const ThreadLocalMap &Map) {
  std::size_t Width = 5; // "stale"
  for (std::uint32_t I = 0; I != Map.length(); ++I) {
    DrawnSlot D = drawn(Map, I);
    Width = std::max({Width, widthOf(D.Key), widthOf(D.Value)});
  }
  for (std::uint32_t I = 0; I < Map.length(); I += SlotsInARow)
    Row(Map, I, Width).append(To);
}

} // namespace tidepool::detail
