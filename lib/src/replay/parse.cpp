//===- parse.cpp - Scripts to scenarios -----------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "json_text.h"
#include "tidepool/replay.h"
#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <set>

namespace tidepool {
namespace {

using Step = Scenario::Step;
using Operation = Scenario::Operation;
using Words = std::vector<std::string_view>;

struct Form {
  std::string_view Name;
  Operation What;
  std::size_t Least, Most; ///< words, the name included
  std::string_view Shape;
};

constexpr Form Forms[] = {
    {"new", Operation::New, 2, 3, "new KEY [HASH]"},
    {"inew", Operation::NewInheritable, 2, 3, "inew KEY [HASH]"},
    {"inewc", Operation::NewInheritable, 4, 4, "inewc KEY HASH SUFFIX"},
    {"init", Operation::Initial, 3, 3, "init KEY VALUE"},
    {"set", Operation::Set, 3, 3, "set KEY VALUE"},
    {"setnull", Operation::SetNull, 2, 2, "setnull KEY"},
    {"get", Operation::Get, 2, 2, "get KEY"},
    {"remove", Operation::Remove, 2, 2, "remove KEY"},
    {"drop", Operation::Drop, 2, 2, "drop KEY"},
    {"gc", Operation::Collect, 2, 2, "gc KEY"},
    {"thread", Operation::Thread, 2, 2, "thread THREAD"},
    {"inherit", Operation::Inherit, 3, 3, "inherit THREAD PARENT"},
    {"exit", Operation::Exit, 2, 2, "exit THREAD"},
};

std::string quoted(std::string_view Text) {
  constexpr std::size_t Longest = 60;
  std::string Out = "'";
  Out += Text.substr(0, Longest);
  return Out + (Text.size() > Longest ? "...'" : "'");
}

/// What surrounds a line in a file: blanks, tabs, the carriage returns of other systems.
std::string_view trimmed(std::string_view Line) {
  auto Blank = [](char C) { return static_cast<unsigned char>(C) <= ' '; };
  while (!Line.empty() && Blank(Line.front()))
    Line.remove_prefix(1);
  while (!Line.empty() && Blank(Line.back()))
    Line.remove_suffix(1);
  return Line;
}

Words split(std::string_view Line) {
  Words Out;
  while (!Line.empty()) {
    std::size_t End = std::min(Line.find(' '), Line.size());
    if (End != 0)
      Out.push_back(Line.substr(0, End));
    Line.remove_prefix(std::min(End + 1, Line.size()));
  }
  return Out;
}

/// Of 64 bits in the script, cut to 32 as the recorder does.
std::optional<std::uint32_t> hashCode(std::string_view Text) {
  if (Text.size() > 1 && Text.front() == '+' && Text[1] != '-')
    Text.remove_prefix(1);
  std::int64_t Value = 0;
  auto [End, Error] = std::from_chars(Text.data(), Text.data() + Text.size(), Value);
  if (Error != std::errc() || End != Text.data() + Text.size())
    return std::nullopt;
  return static_cast<std::uint32_t>(Value);
}

class Parser {
public:
  /// The message if the line is wrong.
  std::optional<std::string> line(std::string_view Line, std::size_t Number);
  Scenario take() { return std::move(Out); }

private:
  std::optional<std::string> readable(std::string_view Line) const;
  std::optional<std::string> fits(const Step &S);
  std::optional<std::string> fitsThreads(const Step &S);

  Scenario Out;
  std::set<std::string> Keys;
  std::set<std::string> Running{"0"};
  std::string Current = "0";
};

std::optional<std::string> Parser::readable(std::string_view Line) const {
  while (!Line.empty()) {
    if (static_cast<unsigned char>(Line.front()) < ' ')
      return "expected words separated by blanks, found a " +
             std::string(Line.front() == '\t' ? "tab" : "control character");
    std::size_t Length = detail::utf8Length(Line);
    if (Length == 0)
      return "expected UTF-8";
    Line.remove_prefix(Length);
  }
  return std::nullopt;
}

std::optional<std::string> Parser::line(std::string_view Line, std::size_t Number) {
  Line = trimmed(Line);
  if (Line.empty() || Line.front() == '#')
    return std::nullopt;
  if (std::optional<std::string> Wrong = readable(Line))
    return Wrong;
  Words W = split(Line);
  const Form *F = std::find_if(std::begin(Forms), std::end(Forms), [&](const Form &F) { return F.Name == W[0]; });
  if (F == std::end(Forms))
    return "expected an operation (new, inew, inewc, init, set, setnull, get, remove, drop, gc, thread, inherit, "
           "exit), found " + quoted(W[0]);
  if (W.size() < F->Least || W.size() > F->Most)
    return "expected " + quoted(F->Shape) + ", found " + quoted(Line);

  Step S{F->What, Number, std::string(Line), std::string(W[1]), {}, false, false, 0};
  const bool Makes = S.What == Operation::New || S.What == Operation::NewInheritable;
  if (W.size() > 2 && Makes) {
    std::optional<std::uint32_t> Hash = hashCode(W[2]);
    if (!Hash)
      return "expected a hash code (a decimal number of 64 bits), found " + quoted(W[2]);
    S.Forced = true;
    S.Hash = *Hash;
  }
  S.Appends = W.size() == 4;
  if (W.size() > (Makes ? 3 : 2))
    S.Object = W.back();
  if (std::optional<std::string> Wrong = fits(S))
    return Wrong;
  Out.Steps.push_back(std::move(S));
  return std::nullopt;
}

/// Whether keys and threads are there; keeps count of them.
std::optional<std::string> Parser::fits(const Step &S) {
  switch (S.What) {
  case Operation::Thread:
  case Operation::Inherit:
  case Operation::Exit:
    return fitsThreads(S);
  case Operation::New:
  case Operation::NewInheritable:
    if (!Keys.insert(S.Subject).second)
      return "expected the name of a new key, but there is a key " + quoted(S.Subject) + " ('drop' it first)";
    return std::nullopt;
  default:
    break;
  }
  if (!Keys.count(S.Subject))
    return "expected a key that was made before ('new'), found " + quoted(S.Subject);
  if (S.What == Operation::Drop || S.What == Operation::Collect)
    Keys.erase(S.Subject);
  else if (S.What != Operation::Initial && !Running.count(Current))
    return "expected a running thread, but thread " + quoted(Current) + " has ended ('thread' starts one)";
  return std::nullopt;
}

std::optional<std::string> Parser::fitsThreads(const Step &S) {
  if (S.What == Operation::Inherit) {
    if (!Running.count(S.Object))
      return "expected a running thread as the parent, found " + quoted(S.Object);
    if (Running.count(S.Subject))
      return "expected a thread that does not run, but " + quoted(S.Subject) + " does";
  }
  if (S.What == Operation::Exit) {
    if (!Running.erase(S.Subject))
      return "expected a running thread, found " + quoted(S.Subject);
    return std::nullopt;
  }
  Running.insert(S.Subject);
  Current = S.Subject;
  return std::nullopt;
}

} // namespace

std::variant<Scenario, ScriptError> parse_scenario(std::string_view Script) {
  Parser P;
  for (std::size_t Number = 1; !Script.empty(); ++Number) {
    std::size_t End = std::min(Script.find('\n'), Script.size());
    if (std::optional<std::string> Wrong = P.line(Script.substr(0, End), Number))
      return ScriptError{Number, std::move(*Wrong)};
    Script.remove_prefix(std::min(End + 1, Script.size()));
  }
  return P.take();
}

} // namespace tidepool
