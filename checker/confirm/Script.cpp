//===- Script.cpp - A witness as a script -----------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/confirm/Script.h"
#include "tidepool/detail/key.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include <map>

using namespace llvm;
using tidepool::checks::Event;

namespace tidepool::confirm {
namespace {

/// Threads have a few holders of their own even in programs that do not declare any: caches, contexts, a
/// logger's.
constexpr size_t LeastOthers = 3;

/// A word of the script language: of a C++ name, what every reader of scripts takes as it is.
std::string word(StringRef Name) {
  std::string Out;
  for (char C : Name.take_front(60))
    Out += isAlnum(C) || C == '_' || C == ':' || C == '.' ? C : '_';
  return Out.empty() ? "holder" : Out;
}

/// What the slot holds, as far as the script itself has put it there.
struct Content {
  bool Entry = false;
  std::optional<std::string> Value;
};

class Writer {
public:
  Writer(const checks::Finding &F, const ScriptOptions &Options) : F(F), W(F.Replayable), Options(Options) {}
  Script take();

private:
  /// One line, whatever a C++ name may have in it.
  void line(const Twine &Text) {
    std::string Line = json::fixUTF8(Text.str());
    std::ranges::replace_if(Line, [](unsigned char C) { return C < ' '; }, ' ');
    (Out.Text += Line) += '\n';
  }
  void op(const Twine &Text) {
    line(Text);
    ++Out.Operations;
  }
  void mark(Mark::Kind K) {
    const Running *Now = Tasks.empty() ? nullptr : &Tasks.back();
    Out.Marks.push_back({K, Out.Operations - 1, Now ? Now->Task : 0, Now && Now->Touched});
  }
  void say(const Event &E, StringRef What);
  void moment(std::optional<Event::Kind> Of, const checks::Location &At, const Twine &Text) {
    Out.Moments.push_back({Out.Operations, Of, At, Text.str(), Run});
  }
  void use(StringRef What);
  void make(const Twine &Key);
  std::string unused(StringRef Name);
  void nameHolders();
  void goOnAs(StringRef Thread);
  void round();
  void later();
  void run();
  void happens(const Event &E);
  void begin(const Event &E);
  void end(const Event &E);
  void touch(const Event &E);
  void put(Content New);

  const checks::Finding &F;
  const checks::Witness &W;
  ScriptOptions Options;
  Script Out;
  StringSet<> Used;
  std::vector<std::string> Others;
  std::string Key;
  std::map<std::string, Content> Slots; ///< by thread
  /// Tasks that have begun and not ended, innermost last: one that waits may run another one.
  struct Running {
    unsigned Task;
    Content AtBegin;
    bool Touched = false;
  };
  std::vector<Running> Tasks;
  std::string Thread = "0";
  bool WorkerRuns = false, EndedBefore = false, First = true;
  unsigned Task = 0, Request = 0, Object = 0, Run = 0;
  uint32_t Hash = 0; ///< the next holder's
};

/// With the hash code that it would get by itself: a JVM that makes holders of its own in between would
/// change that.
void Writer::make(const Twine &Key) {
  op((W.Inheritable ? "inew " : "new ") + Key + " " + Twine(static_cast<int32_t>(Hash)));
  Hash += detail::HashIncrement;
}

std::string Writer::unused(StringRef Name) {
  std::string Result = word(Name);
  for (unsigned N = 2; !Used.insert(Result).second; ++N)
    Result = word(Name) + "_" + std::to_string(N);
  return Result;
}

/// The others are made first: a holder that comes and goes is younger than what its thread uses all the time.
void Writer::nameHolders() {
  Out.Holder = unused(F.Holder);
  for (const std::string &Name : W.Others)
    Others.push_back(unused(Name));
  while (Others.size() < LeastOthers)
    Others.push_back(unused("other" + std::to_string(Others.size() + 1)));
  for (const std::string &Other : Others)
    make(Other);
  bool ComesAndGoes = any_of(W.Events, [](const Event &E) { return E.K == Event::Kind::HolderMade; });
  if (ComesAndGoes)
    return;
  Key = Out.Holder;
  make(Key);
}

void Writer::goOnAs(StringRef Name) {
  if (Thread == Name)
    return;
  Thread = Name.str();
  // A pool's threads are made once, by whoever comes first.
  if (Name == "1" && !WorkerRuns && W.Inheritable) {
    op("inherit 1 0");
    Slots["1"] = Slots["0"];
  } else {
    op("thread " + Name);
  }
  WorkerRuns |= Name == "1";
}

/// What every worker goes on doing: other tasks set their holders, read and remove them; the first is one
/// that keeps its value.
void Writer::round() {
  for (const std::string &Other : Others)
    op("set " + Other + " mine");
  for (const std::string &Other : Others)
    op("get " + Other);
  for (const std::string &Other : drop_begin(Others))
    op("remove " + Other);
  mark(Mark::Kind::RoundEnded);
}

/// The first time that something happens, with its place.
void Writer::say(const Event &E, StringRef What) {
  bool OfSlot = E.K >= Event::Kind::Set && E.K <= Event::Kind::Restore;
  std::string Who = !Tasks.empty() ? "task " + std::to_string(Tasks.back().Task) + ": " : OfSlot ? "the submitter: " : "";
  moment(E.K, E.At, Who + What);
  if (!First)
    return;
  std::string At =
      E.At.Line ? (" (" + sys::path::filename(E.At.File) + ":" + Twine(E.At.Line) + ")").str() : "";
  line("# " + What + At);
}

/// A round of later use, and what it is called.
void Writer::use(StringRef What) {
  moment(std::nullopt, {}, What);
  line("# " + What);
  goOnAs("1");
  round();
}

void Writer::put(Content New) {
  if (!New.Entry)
    op("remove " + Key);
  else if (New.Value)
    op("set " + Key + " " + *New.Value);
  else
    op("setnull " + Key);
  Slots[Thread] = std::move(New);
}

void Writer::begin(const Event &E) {
  if (EndedBefore && Options.Between)
    use("in between, tasks of other kinds");
  ++Task;
  moment(E.K, E.At, "task " + Twine(Task) + " begins");
  line("# " + Twine(First ? E.Task + " begins" : "again") + ", task " + Twine(Task));
  goOnAs("1");
  Tasks.push_back({Task, Slots["1"]});
}

void Writer::end(const Event &E) {
  say(E, E.K == Event::Kind::TaskEnds ? "it ends" : "an exception ends it");
  mark(Mark::Kind::TaskEnded);
  Tasks.pop_back();
  EndedBefore = true;
}

/// Something is done to the slot of the current thread.
void Writer::touch(const Event &E) {
  using Kind = Event::Kind;
  Content Was = Slots[Thread];
  std::string Mine =
      Tasks.empty() ? "request" + std::to_string(++Request) : "task" + std::to_string(Tasks.back().Task);
  if (!Tasks.empty())
    Tasks.back().Touched = E.K != Kind::Restore; // then the slot is as if the task had not been there
  switch (E.K) {
  case Kind::Fill:
    if (Was.Value)
      return say(E, "not empty, so nothing is set");
    [[fallthrough]];
  case Kind::Set:
    say(E, "set");
    return put({true, Mine});
  case Kind::Append:
    say(E, "added to what is there");
    return put({true, Was.Value ? *Was.Value + "+" + Mine : Mine});
  case Kind::SetEmpty:
    say(E, "the empty value is set");
    return put({true, std::nullopt});
  case Kind::Restore: {
    say(E, "what was there before is put back");
    const Content AtBegin = Tasks.empty() ? Content() : Tasks.back().AtBegin;
    return put(AtBegin.Entry || !W.MapLike ? AtBegin : Content{true, std::nullopt});
  }
  default:
    say(E, "removed");
    return put({});
  }
}

void Writer::happens(const Event &E) {
  using Kind = Event::Kind;
  switch (E.K) {
  case Kind::TaskBegins:
    return begin(E);
  case Kind::TaskEnds:
  case Kind::TaskUnwinds:
    return end(E);
  case Kind::HolderMade:
    say(E, "the holder is made, one for each object");
    Key = unused(Out.Holder + "." + std::to_string(++Object));
    Slots.clear();
    return make(Key);
  case Kind::HolderDies:
    say(E, "the holder dies");
    op("drop " + Key);
    return mark(Mark::Kind::HolderDied);
  case Kind::Submit:
    say(E, "handed to the pool");
    goOnAs("0");
    return mark(Mark::Kind::HandedOver);
  case Kind::Back:
    say(E, "the first thread goes on");
    goOnAs("0");
    return mark(Mark::Kind::Back);
  case Kind::Get:
    say(E, "read");
    op("get " + Key);
    Slots[Thread].Entry = true;
    return mark(Mark::Kind::Read);
  default:
    if (Tasks.empty())
      goOnAs("0");
    return touch(E);
  }
}

void Writer::run() {
  EndedBefore = false;
  ++Run;
  for (const Event &E : W.Events)
    happens(E);
  First = false;
}

Script Writer::take() {
  Out.Inheritable = W.Inheritable;
  line("# " + F.Check + ": " + F.Holder + " (" + sys::path::filename(F.Primary.File) + ":" +
       Twine(F.Primary.Line) + ")");
  line("# thread 0 submits, thread 1 is the pool's");
  nameHolders();
  // A submitter that matters makes the worker, and may have set something by then.
  if (none_of(W.Events, [](const Event &E) { return E.K == Event::Kind::Submit; })) {
    use("the worker has run other tasks before");
  }
  for (unsigned I = 0; I != Options.Runs; ++I)
    run();
  Run = 0;
  if (none_of(W.Events, [](const Event &E) { return E.K == Event::Kind::Get; }))
    later();
  return std::move(Out);
}

/// To see what becomes of the entries. Where a read is the question, it has been answered by then.
void Writer::later() {
  for (unsigned I = 0; I != Options.Rounds; ++I) {
    use("later, tasks of other kinds");
    if (I != 0)
      continue;
    std::string Garbage = unused("garbage");
    moment(std::nullopt, {}, "a collection");
    line("# a collection");
    make(Garbage);
    op("gc " + Garbage);
  }
}

} // namespace

Script script(const checks::Finding &F, const ScriptOptions &Options) { return Writer(F, Options).take(); }

} // namespace tidepool::confirm
