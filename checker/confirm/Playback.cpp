//===- Playback.cpp - A script's tables, change by change -----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/confirm/Playback.h"
#include "checker/confirm/Recording.h"
#include "tidepool/replay.h"
#include "tidepool/trace.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/Twine.h"
#include <map>

using namespace llvm;

namespace tidepool::confirm {
namespace {

using Step = Scenario::Step;
using Operation = Scenario::Operation;

struct Seen {
  int Slot = -1;
  unsigned Probes = 0;
  bool Any = false, Inheritable = false;
};

/// Keeps the last search: the one of a get's initial value goes the same way as the get's own.
class SearchSink : public TraceSink {
public:
  explicit SearchSink(Seen &Last) : Last(Last) {}
  void write(const TraceEvent &E) override {
    if (is_contained({"get", "set", "initial", "remove"}, E.Operation))
      Last = {E.Slot, E.Probes, true, E.Inheritable};
  }

private:
  Seen &Last;
};

class Player {
public:
  explicit Player(Playback &Out) : Out(Out) { Threads["0"] = thread("0"); }
  void operation(const Step &S, const Snapshot &After, const Seen &Search);

private:
  struct Slot {
    int Key = SlotChange::Empty;
    std::optional<std::string> Value;
    bool operator==(const Slot &) const = default;
  };
  using Slots = std::vector<Slot>;

  unsigned thread(StringRef Name);
  unsigned table(StringRef Thread, bool Inheritable);
  std::vector<TableChange> lose(int Key);
  std::vector<TableChange> end(StringRef Thread);
  void compare(unsigned Index, const Table &Now, std::vector<TableChange> &Changes);
  std::optional<Search> search(const Step &S, const Seen &Found, const Slots &Before,
                               const Slots &After) const;

  Playback &Out;
  StringMap<unsigned> Threads;
  std::map<std::string, int> Living; ///< keys by name
  std::map<unsigned, Slots> State;   ///< by table; none: there is no table
};

unsigned Player::thread(StringRef Name) {
  auto [It, New] = Threads.try_emplace(Name, Out.Threads.size());
  if (New)
    Out.Threads.push_back(Name.str());
  return It->second;
}

unsigned Player::table(StringRef Thread, bool Inheritable) {
  auto It = find_if(Out.Tables,
                    [&](const PlayedTable &T) { return T.Thread == Thread && T.Inheritable == Inheritable; });
  unsigned Index = It - Out.Tables.begin();
  if (It == Out.Tables.end())
    Out.Tables.push_back({Thread.str(), Inheritable});
  return Index;
}

/// A holder that dies makes entries stale in all tables, of which the runtime shows the current thread's
/// only.
std::vector<TableChange> Player::lose(int Key) {
  std::vector<TableChange> Changes;
  for (auto &[Index, Entries] : State)
    for (auto [I, S] : enumerate(Entries))
      if (S.Key == Key) {
        S.Key = SlotChange::Stale;
        Changes.push_back({Index, std::nullopt, 0, {{unsigned(I), S.Key, S.Value}}});
      }
  return Changes;
}

std::vector<TableChange> Player::end(StringRef Thread) {
  std::vector<TableChange> Changes;
  for (bool Inheritable : {false, true})
    if (unsigned T = table(Thread, Inheritable); State.erase(T))
      Changes.push_back({T, 0, 0, {}});
  return Changes;
}

void Player::compare(unsigned Index, const Table &Now, std::vector<TableChange> &Changes) {
  TableChange C{Index, std::nullopt, Now.Threshold, {}};
  Slots &Was = State[Index];
  Slots Is(Now.Length);
  for (const Entry &E : Now.Entries)
    Is[E.Slot] = {E.Key ? Living.at(*E.Key) : SlotChange::Stale, E.Value};
  if (Was.size() != Is.size()) {
    C.Length = Is.size();
    Was.assign(Is.size(), {});
  }
  for (auto [I, Old, New] : enumerate(Was, Is))
    if (Old != New)
      C.Slots.push_back({unsigned(I), New.Key, New.Value});
  Was = std::move(Is);
  if (C.Length || !C.Slots.empty())
    Changes.push_back(std::move(C));
}

/// The runtime counts its looks at slots. A get looks at a slot again when it has expunged what was there;
/// where it ends is then told by the table that it leaves.
std::optional<Search> Player::search(const Step &S, const Seen &Found, const Slots &Before,
                                     const Slots &After) const {
  unsigned Length = After.size();
  if (!Found.Any || Length == 0 || (!Before.empty() && Before.size() != Length))
    return std::nullopt;
  unsigned Home = static_cast<uint32_t>(Out.Keys[Living.at(S.Subject)].Hash) & (Length - 1);
  Search Way{Home, Found.Probes, Found.Slot};
  if (Found.Slot >= 0)
    Way.Looked = std::max(Way.Looked, ((Found.Slot - Home) & (Length - 1)) + 1);
  if (S.What == Operation::Get) {
    unsigned End = Home;
    while (Found.Slot < 0 && After[End].Key != SlotChange::Empty)
      End = (End + 1) & (Length - 1);
    Way.Looked = (((Found.Slot < 0 ? End : unsigned(Found.Slot)) - Home) & (Length - 1)) + 1;
  } else if (Found.Slot < 0) {
    ++Way.Looked; // the empty slot that ended it
  }
  Way.Looked = std::min(Way.Looked, Length);
  return Way;
}

void Player::operation(const Step &S, const Snapshot &After, const Seen &Found) {
  PlayedOperation Op;
  Op.Line = S.Line;
  auto [Verb, Rest] = StringRef(S.Text).split(' ');
  Op.Verb = Verb.str();
  bool OfKey = S.What != Operation::Thread && S.What != Operation::Inherit && S.What != Operation::Exit;
  Rest = Rest.ltrim(' ');
  if (OfKey)
    Rest = Rest.drop_front(S.Subject.size()).ltrim(' ');
  Op.Rest = Rest.str();
  if (S.What == Operation::New || S.What == Operation::NewInheritable) {
    Living[S.Subject] = Out.Keys.size();
    Out.Keys.push_back({S.Subject, After.Hash, S.What == Operation::NewInheritable});
  }
  if (OfKey)
    Op.Key = Living.at(S.Subject);
  if (S.What == Operation::Drop || S.What == Operation::Collect) {
    Op.Changes = lose(Op.Key);
    Living.erase(S.Subject);
  }
  if (S.What == Operation::Exit)
    Op.Changes = end(S.Subject);

  Op.Thread = thread(After.Thread);
  Op.Returns = After.Returns;
  Op.Returned = After.Returned;
  bool Ended = S.What == Operation::Exit && S.Subject == After.Thread;
  for (bool Inheritable : {false, true}) {
    const Table &Now = After.table(Inheritable);
    unsigned T = table(After.Thread, Inheritable);
    if (Ended || (Now.Length == 0 && !State.count(T)))
      continue;
    Slots Before = State[T];
    compare(T, Now, Op.Changes);
    if (Found.Any && Found.Inheritable == Inheritable)
      Op.Looked = search(S, Found, Before, State[T]);
  }
  Out.Operations.push_back(std::move(Op));
}

} // namespace

Expected<Playback> Playback::of(StringRef Script, int Jdk) {
  auto Parsed = parse_scenario({Script.data(), Script.size()});
  if (auto *Wrong = std::get_if<ScriptError>(&Parsed))
    return createStringError("line " + Twine(Wrong->Line) + ": " + Wrong->Message);
  const Scenario &S = std::get<Scenario>(Parsed);
  Playback Result;
  Player P(Result);
  Seen Last;
  size_t At = 0;
  ReplayOptions Options;
  Options.Dump = true;
  Options.Jdk = Jdk;
  Options.Wanted = [&](size_t Operation) {
    At = Operation;
    Last = {};
    return true;
  };
  set_trace_sink(std::make_unique<SearchSink>(Last));
  tidepool::replay(S, Options, [&](std::string_view Line) {
    P.operation(S.Steps[At], readSnapshot({Line.data(), Line.size()}), Last);
  });
  set_trace_sink(nullptr);
  return Result;
}

} // namespace tidepool::confirm
