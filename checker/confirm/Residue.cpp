//===- Residue.cpp - Is an entry left ---------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/confirm/Claims.h"
#include "tidepool/detail/table.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using tidepool::checks::Event;

namespace tidepool::confirm {
namespace {

/// Which entries a claim is about. Task 0: of any task.
using Left = bool (*)(const Script &S, const Entry &E, unsigned Task);

bool hasValue(const Script &, const Entry &E, unsigned Task) {
  SmallVector<unsigned, 4> Tasks = tasksIn(E.Value);
  return Task ? is_contained(Tasks, Task) : !Tasks.empty();
}

/// Of the holder, or of one of its objects.
bool isEmpty(const Script &S, const Entry &E, unsigned) {
  StringRef Key = E.Key ? StringRef(*E.Key) : StringRef();
  return !E.Value && Key.consume_front(S.Holder) && (Key.empty() || Key.starts_with("."));
}

bool isStranded(const Script &S, const Entry &E, unsigned Task) { return !E.Key && hasValue(S, E, Task); }

std::vector<Entry> entries(const Replayed &Run, size_t Operation, Left Is, unsigned Task = 0) {
  std::vector<Entry> Found = Run.tableAt(Operation).Entries;
  llvm::erase_if(Found, [&](const Entry &E) { return !Is(Run.S, E, Task); });
  return Found;
}

bool ends(const Mark &M) { return M.K == Mark::Kind::TaskEnded || M.K == Mark::Kind::HolderDied; }

/// The last operation of the last run: what comes after it is later use.
size_t lastOfRuns(const Script &S) {
  size_t Last = 0;
  for (const Mark &M : S.Marks)
    if (ends(M))
      Last = M.Operation;
  return Last;
}

/// Two rounds of the same operations that begin with the same table end with the same one: so will all
/// others.
bool isSteady(const Replayed &Run) {
  SmallVector<size_t, 8> Rounds;
  for (const Mark &M : Run.S.Marks)
    if (M.K == Mark::Kind::RoundEnded)
      Rounds.push_back(M.Operation);
  return Rounds.size() > 1 && Run.tableAt(Rounds.back()) == Run.tableAt(Rounds[Rounds.size() - 2]);
}

std::string slots(ArrayRef<Entry> Entries) {
  std::string Text = Entries.size() == 1 ? "slot " : "slots ";
  ListSeparator Comma;
  for (const Entry &E : Entries)
    Text += (Twine(StringRef(Comma)) + Twine(E.Slot)).str();
  return Text;
}

std::string setAt(const checks::Finding &F) {
  using Kind = Event::Kind;
  auto Set = find_if(reverse(F.Replayable.Events), [](const Event &E) {
    return is_contained({Kind::Set, Kind::Fill, Kind::Append, Kind::SetEmpty}, E.K);
  });
  if (Set == F.Replayable.Events.rend())
    return "";
  return (", set at " + sys::path::filename(Set->At.File) + ":" + Twine(Set->At.Line)).str();
}

std::string afterwards(const Replayed &Run, const Proof &P, StringRef It = "it") {
  std::string Text = (Twine(P.Later) + " later operations and a collection leave " + It + " there").str();
  return isSteady(Run) ? Text + ", and so would any more" : Text;
}

/// AtEnd: what the claim needs to be there when all is over. Otherwise is true where something else is left.
void judge(const Replayed &Run, Proof &Out, Left WhenTaskEnds, Left AtEnd) {
  bool Once = any_of(Run.S.Marks, [&](const Mark &M) {
    return M.K == Mark::Kind::TaskEnded && !entries(Run, M.Operation, WhenTaskEnds, M.Task).empty();
  });
  // A holder that is no static dies behind its task: then the entry is what the claim says it is.
  bool Dies = any_of(Run.S.Marks, [](const Mark &M) { return M.K == Mark::Kind::HolderDied; });
  for (const Mark &M : Run.S.Marks)
    if (M.K == (Dies ? Mark::Kind::HolderDied : Mark::Kind::TaskEnded))
      Out.Left.push_back(entries(Run, M.Operation, AtEnd).size());
  size_t Last = lastOfRuns(Run.S);
  Out.Later = Run.S.Operations - 1 - Last;
  if (!Once) {
    Out.V = Verdict::Refuted;
    Out.Evidence = "when the task ends, the thread's table has nothing of it";
    return;
  }
  if (!entries(Run, Run.S.Operations - 1, AtEnd).empty()) {
    Out.V = Verdict::Confirmed;
    return;
  }
  if (std::vector<Entry> Other = entries(Run, Run.S.Operations - 1, WhenTaskEnds); !Other.empty()) {
    Out.V = Verdict::Refuted;
    Out.Evidence = "the value in " + slots(Other) + " is not stranded: its holder lives";
    return;
  }
  Out.V = Verdict::Transient;
  while (Out.Later > 1 && entries(Run, Last + Out.Later - 1, WhenTaskEnds).empty())
    --Out.Later;
  Out.Evidence = "there when the task ends, and gone after " + std::to_string(Out.Later) +
                 " later operation" + (Out.Later == 1 ? "" : "s") + " of other holders";
}

void count(const Replayed &Run, Growth &Out, Left Is) {
  Table T = Run.tableAt(Run.S.Operations - 1);
  Out.Slots = T.Length;
  Out.Bytes = uint64_t(T.Length) * sizeof(tidepool::detail::Slot);
  for (const Entry &E : entries(Run, Run.S.Operations - 1, Is)) {
    ++Out.Entries;
    Out.Stale += !E.Key;
    Out.Values += tasksIn(E.Value).size();
  }
}

} // namespace

void judgeResidue(const Replayed &Run, Proof &Out) {
  judge(Run, Out, hasValue, hasValue);
  if (Out.V != Verdict::Confirmed)
    return;
  Entry E = entries(Run, Run.S.Operations - 1, hasValue).back();
  Out.Evidence = "slot " + std::to_string(E.Slot) + " of the thread's table holds " + quoted(E.Value) +
                 setAt(Run.F) + "; " + afterwards(Run, Out) + (E.Key ? ", for its key lives" : "");
}

void judgeState(const Replayed &Run, Proof &Out) {
  judge(Run, Out, hasValue, hasValue);
  if (Out.V == Verdict::Refuted)
    Out.Evidence = "when the task ends, the state is as it was when it began";
  else
    Out.Evidence = "the state is in no table; where an entry of the thread's table stands for it, " +
                   (Out.V == Verdict::Transient ? Out.Evidence
                                                : "the task's change is still there when it ends" + setAt(Run.F));
}

void judgeEmpty(const Replayed &Run, Proof &Out) {
  judge(Run, Out, isEmpty, isEmpty);
  if (Out.V != Verdict::Confirmed)
    return;
  Entry E = entries(Run, Run.S.Operations - 1, isEmpty).front();
  Out.Evidence = "slot " + std::to_string(E.Slot) + " of the thread's table has an entry for " +
                 quoted(E.Key) + " without a value" + setAt(Run.F) + "; " + afterwards(Run, Out) +
                 ", for its key lives";
}

void judgeStranded(const Replayed &Run, Proof &Out) {
  judge(Run, Out, hasValue, isStranded);
  if (Out.V != Verdict::Confirmed)
    return;
  std::vector<Entry> Stale = entries(Run, Run.S.Operations - 1, isStranded);
  Out.Evidence = slots(Stale) + " of the thread's table " + (Stale.size() == 1 ? "holds " : "hold ");
  std::string It = Stale.size() == 1 ? "it" : "them";
  ListSeparator Comma;
  for (const Entry &E : Stale)
    Out.Evidence += (Twine(StringRef(Comma)) + quoted(E.Value)).str();
  Out.Evidence += setAt(Run.F) + ", under keys that are gone, so that nobody can ask for " + It + "; " +
                  afterwards(Run, Out, It);
}

void judgeKey(const Replayed &Run, Proof &Out) {
  bool Deleted = any_of(Run.S.Marks, [](const Mark &M) { return M.K == Mark::Kind::HolderDied; });
  Deleted ? judgeStranded(Run, Out) : judgeResidue(Run, Out);
}

/// What one task adds is there with what others have added.
void judgeGrowth(const Replayed &Run, Proof &Out) {
  judgeResidue(Run, Out);
  if (Out.V != Verdict::Confirmed)
    return;
  auto several = [](const Entry &E) { return tasksIn(E.Value).size() > 1; };
  if (any_of(entries(Run, Run.S.Operations - 1, hasValue), several))
    return;
  Out.V = Verdict::Refuted;
  Out.Evidence = "the slot has what one task has added, and no more";
}

void countKey(const Replayed &Run, Growth &Out) { count(Run, Out, hasValue); }

void countResidue(const Replayed &Run, Growth &Out) { count(Run, Out, hasValue); }
void countEmpty(const Replayed &Run, Growth &Out) { count(Run, Out, isEmpty); }
void countStranded(const Replayed &Run, Growth &Out) { count(Run, Out, isStranded); }

std::string tellResidue(const Proof &P) {
  auto counted = [](unsigned N, StringRef One, StringRef Many) {
    return (Twine(N) + " " + (N == 1 ? One : Many)).str();
  };
  const Growth &G = P.Thousand;
  std::string Text = "entries left after each task: ";
  ListSeparator Comma;
  for (unsigned N : P.Left)
    Text += (Twine(StringRef(Comma)) + Twine(N)).str();
  Text += "; after a thousand: ";
  Text +=
      G.Stale ? counted(G.Entries, "stale entry", "stale entries") : counted(G.Entries, "entry", "entries");
  if (G.Entries)
    Text += G.Values ? " with " + counted(G.Values, "value", "values") : " without a value";
  return Text + ", on each thread, in a table of " + std::to_string(G.Slots) + " slots (" +
         std::to_string(G.Bytes) + " bytes)";
}

std::string tellState(const Proof &P) {
  unsigned Changed = count_if(P.Left, [](unsigned N) { return N != 0; });
  return "changed after " + std::to_string(Changed) + " of the first " + std::to_string(P.Left.size()) +
         " tasks, and after the last of a thousand";
}

} // namespace tidepool::confirm
