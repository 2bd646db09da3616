//===- Observed.cpp - Findings of a run that took place ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/confirm/Observed.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include <map>
#include <set>

using namespace llvm;
using tidepool::checks::Finding;
using tidepool::checks::Location;
using Kind = tidepool::confirm::TraceLine::Kind;
using StepKind = tidepool::checks::Step::Kind;

namespace tidepool::confirm {
namespace {

/// How an entry got there.
struct Kept {
  enum class Origin : uint8_t {
    Task,   ///< set by a task
    Filled, ///< set by a task that had found nothing: a cache
    Other,  ///< set outside of tasks, transmitted, restored, inherited, or initial
  } From = Origin::Other;
  uint32_t Task = 0;
  bool Valued = false; ///< by a set, of something that is not empty
  bool Empty = false;
  Location SetAt;
  size_t SetWhen = 0; ///< line of the trace
};

struct Thread {
  std::map<std::string, Kept> Entries; ///< by holder's id
  std::map<std::string, Kept> Before;  ///< the task that it runs
  uint32_t Task = 0;
  uint64_t Submission = 0;
  std::set<std::string> Touched; ///< holders that the task has set or removed
  std::set<std::string> Missed;  ///< holders of which it has found nothing
  std::map<std::string, std::string> Seen; ///< digests of what it has read before it set anything
  size_t Began = 0;
};

/// The same thing at the same place.
struct Happening {
  std::string Holder, HolderId;
  Location Declared, Because; ///< the set that a read is about
  unsigned Times = 0;
  std::set<uint64_t> Threads;
};

using Place = std::tuple<StringRef, Location, std::string>; ///< check, primary location, holder's name

/// What tasks have put into empty slots at one place.
struct Fills {
  std::map<std::string, unsigned> Values; ///< how often, by digest
  unsigned Times = 0;

  /// Always the same value comes from nothing of a task's. Never the same is the thread's own: its number, its
  /// connection. What differs, and not by thread, is chosen by whichever task came first.
  bool dependOnTask() const { return Values.size() > 1 && Values.size() < Times && !Values.count(""); }
};

/// A later task's read of what one has filled.
struct CachedRead {
  TraceLine Line;
  Location FilledAt;
};

class Observer {
public:
  std::vector<Finding> run(const Trace &T);

private:
  void line(const TraceLine &L, size_t Number);
  void read(const TraceLine &L, Thread &Th);
  void set(const TraceLine &L, Thread &Th, size_t Number);
  bool restores(const TraceLine &L, const Thread &Th) const;
  void restore(const TraceLine &L, Thread &Th);
  void endTask(const TraceLine &L, Thread &Th);
  void endHolder(const TraceLine &L);
  void happened(StringRef Check, const TraceLine &L, const Location &At, const Location &Because = {});
  Finding finding(const Place &P, const Happening &H) const;

  std::map<uint64_t, Thread> Threads;
  std::map<uint64_t, std::map<std::string, Kept>> Submissions; ///< what the submitter had
  std::map<std::string, TraceLine> Holders;                     ///< by id: a line that names it
  std::map<Place, Happening> Found;
  std::map<std::pair<Location, std::string>, Fills> Filled; ///< by place and holder's name
  std::vector<CachedRead> CachedReads;
  std::set<std::string> Ended; ///< ids of holders that died
};

void Observer::happened(StringRef Check, const TraceLine &L, const Location &At, const Location &Because) {
  if (At.Line == 0)
    return;
  Happening &H = Found[{Check, At, L.Holder}];
  H.Holder = L.Holder;
  H.HolderId = L.HolderId;
  H.Declared = L.Declared;
  H.Because = Because;
  ++H.Times;
  H.Threads.insert(L.Thread);
}

void Observer::read(const TraceLine &L, Thread &Th) {
  auto It = Th.Entries.find(L.HolderId);
  if (L.Slot < 0)
    Th.Missed.insert(L.HolderId);
  if (L.K == Kind::Test || !L.Task || Th.Touched.count(L.HolderId))
    return;
  Th.Seen.try_emplace(L.HolderId, L.Digest);
  bool There = L.Slot >= 0 && It != Th.Entries.end();
  if (There && It->second.From == Kept::Origin::Filled && It->second.Task != L.Task)
    CachedReads.push_back({L, It->second.SetAt});
  if (There && It->second.From == Kept::Origin::Task && It->second.Task != L.Task && !It->second.Empty)
    return happened("tidepool-stale-read", L, L.Where, It->second.SetAt);
  // Nothing of a task, but the submitter had something: later than what this thread may have inherited.
  if (There && It->second.Valued)
    return;
  auto Context = Submissions.find(Th.Submission);
  if (Th.Submission == 0 || Context == Submissions.end())
    return;
  auto Had = Context->second.find(L.HolderId);
  if (Had == Context->second.end() || !Had->second.Valued)
    return;
  if (L.Slot >= 0 && It == Th.Entries.end() && Had->second.SetWhen < Th.Began)
    return;
  happened("tidepool-lost-context", L, L.Where, Had->second.SetAt);
}

/// A value equal to the one that the task has found and read, set again.
bool Observer::restores(const TraceLine &L, const Thread &Th) const {
  auto Seen = Th.Seen.find(L.HolderId);
  return L.Task && Seen != Th.Seen.end() && !L.Digest.empty() && Seen->second == L.Digest;
}

/// An entry that was there when the task began is again as it was; an initial value that it met is nobody's.
void Observer::restore(const TraceLine &L, Thread &Th) {
  auto Old = Th.Before.find(L.HolderId);
  Th.Entries[L.HolderId] = Old != Th.Before.end() ? Old->second : Kept();
  Th.Touched.insert(L.HolderId);
}

void Observer::set(const TraceLine &L, Thread &Th, size_t Number) {
  if (restores(L, Th))
    return restore(L, Th);
  bool Fills = Th.Missed.count(L.HolderId) && !Th.Touched.count(L.HolderId);
  if (L.Task && Fills) {
    auto &Here = Filled[{L.Where, L.Holder}];
    ++Here.Values[L.Digest];
    ++Here.Times;
  }
  Kept::Origin From = !L.Task ? Kept::Origin::Other : Fills ? Kept::Origin::Filled : Kept::Origin::Task;
  Th.Entries[L.HolderId] = {From, L.Task, !L.Empty, L.Empty, L.Where, Number};
  Th.Touched.insert(L.HolderId);
}

void Observer::endTask(const TraceLine &L, Thread &Th) {
  for (auto &[Id, E] : Th.Entries) {
    if (E.From != Kept::Origin::Task || E.Task != Th.Task)
      continue;
    TraceLine About = Holders[Id];
    About.Thread = L.Thread;
    if (E.Empty)
      happened("tidepool-set-null", About, E.SetAt);
    else
      happened(L.Unwound ? "tidepool-unsafe-remove" : "tidepool-missing-remove", About, E.SetAt);
  }
  Th.Task = 0;
  Th.Submission = 0;
}

/// What other threads' tables have of it cannot be asked for any more.
void Observer::endHolder(const TraceLine &L) {
  Ended.insert(L.HolderId);
  for (auto &[Id, Th] : Threads) {
    auto It = Th.Entries.find(L.HolderId);
    if (It == Th.Entries.end())
      continue;
    if (It->second.From != Kept::Origin::Other) {
      TraceLine About = L;
      About.Thread = Id;
      happened("tidepool-dropped-holder", About, L.Declared, It->second.SetAt);
    }
    Th.Entries.erase(It);
  }
}

void Observer::line(const TraceLine &L, size_t Number) {
  auto [It, New] = Threads.try_emplace(L.Thread);
  Thread &Th = It->second;
  if (New)
    Th.Began = Number;
  if (!L.HolderId.empty())
    Holders[L.HolderId] = L;
  switch (L.K) {
  case Kind::Get:
  case Kind::Test:
    return read(L, Th);
  case Kind::Set:
    return set(L, Th, Number);
  case Kind::Initial:
    Th.Entries.try_emplace(L.HolderId);
    if (!Th.Touched.count(L.HolderId))
      Th.Seen[L.HolderId] = L.Digest; // what the get before it returned
    return;
  case Kind::Remove:
    Th.Entries.erase(L.HolderId);
    Th.Touched.insert(L.HolderId);
    return;
  case Kind::Replay: // of what goes with the task: its own from now on
    Th.Entries[L.HolderId] = {Kept::Origin::Other, 0, true, false, {}, Number};
    Th.Touched.insert(L.HolderId);
    return;
  case Kind::Restore:
    Th.Entries.erase(L.HolderId);
    if (auto Old = Th.Before.find(L.HolderId); Old != Th.Before.end())
      Th.Entries.insert(*Old);
    Th.Touched.insert(L.HolderId);
    return;
  case Kind::Clear:
    Th.Entries.clear();
    return;
  case Kind::HolderEnd:
    return endHolder(L);
  case Kind::Submit:
    Submissions[L.Submission] = Th.Entries;
    return;
  case Kind::TaskBegin:
    Th.Task = L.Task;
    Th.Submission = L.Submission;
    Th.Before = Th.Entries;
    Th.Touched.clear();
    Th.Missed.clear();
    Th.Seen.clear();
    return;
  case Kind::TaskEnd:
    endTask(L, Th);
    return;
  case Kind::ThreadEnd:
    Threads.erase(It);
    return;
  case Kind::Other:
    return;
  }
}

std::string times(unsigned N) { return N == 1 ? "once" : N == 2 ? "twice" : std::to_string(N) + " times"; }

Finding Observer::finding(const Place &P, const Happening &H) const {
  auto &[Check, At, Name] = P;
  Finding F;
  F.Check = Check.str();
  F.Conf = checks::Confidence::Certain;
  F.Primary = At;
  F.Holder = Name;
  std::string On = times(H.Times) + (H.Threads.size() == 1 ? " on thread " : " on threads ");
  ListSeparator Comma;
  for (uint64_t Thread : H.Threads)
    On += (Twine(StringRef(Comma)) + Twine(Thread)).str();
  if (Check == "tidepool-missing-remove")
    F.Message = "a task ended with what it set in '" + Name + "' here";
  else if (Check == "tidepool-unsafe-remove")
    F.Message = "an exception ended a task with what it set in '" + Name + "' here";
  else if (Check == "tidepool-set-null")
    F.Message = "a task ended with an empty value in '" + Name + "', set here: the entry stayed";
  else if (Check == "tidepool-stale-read")
    F.Message = "a task read in '" + Name + "' what an earlier one had set";
  else if (Check == "tidepool-lost-context")
    F.Message = "a task did not find in '" + Name + "' what its submitter had set";
  else
    F.Message = "'" + Name + "' died with values of tasks in the tables of living threads";
  F.Message += ", " + On;
  if (H.Declared.Line)
    F.Steps.push_back({StepKind::Holder, H.Declared, "'" + Name + "' is declared here"});
  if (H.Because.Line)
    F.Steps.push_back({StepKind::Write, H.Because, "set here"});
  return F;
}

std::vector<Finding> Observer::run(const Trace &T) {
  for (auto [Number, L] : enumerate(T.Lines))
    line(L, Number);
  for (const CachedRead &R : CachedReads)
    if (Filled[{R.FilledAt, R.Line.Holder}].dependOnTask())
      happened("tidepool-stale-read", R.Line, R.Line.Where, R.FilledAt);
  std::vector<Finding> Result;
  for (auto &[P, H] : Found) {
    StringRef Check = std::get<0>(P);
    bool OfStatic = Check == "tidepool-missing-remove" || Check == "tidepool-unsafe-remove" ||
                    Check == "tidepool-stale-read";
    // A holder that dies is dropped-holder's; a write that also stays at a normal end is to be mended first.
    if (OfStatic && Ended.count(H.HolderId))
      continue;
    if (Check == "tidepool-unsafe-remove" &&
        Found.count({"tidepool-missing-remove", std::get<1>(P), std::get<2>(P)}))
      continue;
    Result.push_back(finding(P, H));
  }
  llvm::sort(Result, [](const Finding &A, const Finding &B) {
    return std::tie(A.Primary, A.Check, A.Holder) < std::tie(B.Primary, B.Check, B.Holder);
  });
  return Result;
}

} // namespace

std::vector<Finding> observedFindings(const Trace &T) { return Observer().run(T); }

} // namespace tidepool::confirm
