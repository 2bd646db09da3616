//===- ModelPages.cpp - Models for people ----------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/ModelPages.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Path.h"
#include <functional>

using namespace llvm;
using namespace tidepool::model;

namespace tidepool::fronts {
namespace {

/// A name that can be asked for, and the page that answers.
struct Page {
  StringRef Kind, Name;
  const Origin *From;
  std::vector<std::string> AlsoAsked; ///< functions that belong to it
  std::function<void(raw_ostream &)> Facts;
};

/// "folly" of "folly.yaml" and of "/home/me/folly.yaml".
StringRef libraryOf(const Origin &From) { return sys::path::stem(From.File); }

void fact(raw_ostream &OS, StringRef What, const Twine &Text) {
  std::string Whole = Text.str();
  StringRef Left = Whole;
  constexpr size_t Indent = 20, Width = 90;
  OS << "  " << left_justify(What, Indent);
  while (Left.size() > Width) {
    size_t Cut = Left.take_front(Width).rfind(' ');
    if (Cut == StringRef::npos)
      Cut = Left.find(' ');
    if (Cut == StringRef::npos)
      break;
    OS << Left.take_front(Cut) << '\n' << std::string(Indent + 2, ' ');
    Left = Left.drop_front(Cut + 1);
  }
  OS << Left << '\n';
}

void names(raw_ostream &OS, StringRef What, ArrayRef<std::string> Names) {
  if (!Names.empty())
    fact(OS, What, join(Names, ", "));
}

std::string parameter(int Number) {
  switch (Number) {
  case NoParam: return "";
  case Last: return "the last argument";
  case All: return "every argument";
  default: return "parameter " + std::to_string(Number);
  }
}

StringRef exceptions(Exceptions Ex) {
  switch (Ex) {
  case Exceptions::Survive: return "caught by the pool: the thread goes on to the next task";
  case Exceptions::Store: return "kept for whoever waits: the thread goes on to the next task";
  case Exceptions::Terminate: return "the process ends: exceptional paths do not count";
  }
  llvm_unreachable("all exceptions are listed");
}

//===-- Holders -------------------------------------------------------------===//

std::string operation(const HolderMethod &M, bool SeparateRemove) {
  std::string Value = parameter(M.Value);
  switch (M.Op) {
  case HolderOp::Write:
    return "puts in " + (Value.empty() ? "a new value" : Value) +
           (Value.empty()    ? ""
            : SeparateRemove ? "; an empty one is no remove, the entry stays"
                             : "; an empty one removes");
  case HolderOp::Read: return "returns the content";
  case HolderOp::Slot: return "returns the slot: what is done with it counts";
  case HolderOp::Remove: return "empties the slot";
  case HolderOp::Release: return "empties the slot and returns the content, which is not destroyed";
  case HolderOp::Swap: return "puts in " + Value + " and returns the old content";
  case HolderOp::Test: return "asks whether it is empty";
  case HolderOp::Append: return "pushes or adds" + (Value.empty() ? "" : " " + Value);
  case HolderOp::Erase: return "takes one back";
  case HolderOp::Create:
    return M.Destructor == NoParam ? "makes a key, without a destructor"
                                   : "makes a key; " + parameter(M.Destructor) + " is its destructor";
  case HolderOp::Delete: return "destroys the key, not the values";
  }
  llvm_unreachable("all operations are listed");
}

StringRef kindOf(const HolderModel &H) {
  switch (H.K) {
  case HolderModel::Kind::Class: return "a class: every object has a value per thread";
  case HolderModel::Kind::Key: return "a key: its functions reach a value per thread";
  case HolderModel::Kind::Ambient: return "a context per thread, reached by functions";
  }
  llvm_unreachable("all kinds are listed");
}

void holderFacts(const HolderModel &H, ArrayRef<PoolModel> Pools, raw_ostream &OS) {
  fact(OS, "is", kindOf(H));
  names(OS, "also called", H.Aliases);
  if (!H.Header.empty())
    fact(OS, "header", H.Header);
  for (const HolderMethod &M : H.Methods)
    fact(OS, M.Name, operation(M, H.SeparateRemove));
  if (H.K != HolderModel::Kind::Ambient)
    fact(OS, "overwriting", H.DestroysOld ? "destroys the old value" : "does not destroy the old value");
  switch (H.AtThreadEnd) {
  case ThreadEnd::Unsaid: break;
  case ThreadEnd::Destroyed: fact(OS, "at thread end", "the value is destroyed (a key's: by its destructor, if it has one)"); break;
  case ThreadEnd::Leaked: fact(OS, "at thread end", "nothing happens: what the slot refers to leaks"); break;
  case ThreadEnd::Kept: fact(OS, "at thread end", "the value stays in the holder"); break;
  }
  if (H.K == HolderModel::Kind::Class)
    fact(OS, "at holder's death",
         H.AtHolderEnd == HolderEnd::AllThreads   ? "the values of all threads go with it"
         : H.AtHolderEnd == HolderEnd::ThisThread ? "the value of the thread that destroys it goes, the others' stay"
                                                  : "the values stay as stale entries");
  if (H.Inheritable)
    fact(OS, "new threads", "get a copy of their maker's value, once");
  if (H.Transmittable)
    fact(OS, "tasks", "get their submitter's value, and leave none");
  std::vector<std::string> Cleaners;
  for (const PoolModel &P : Pools)
    if (is_contained(P.Cleans, H.Name))
      Cleaners.push_back(P.Name);
  names(OS, "cleaned by", Cleaners);
}

//===-- Pools ---------------------------------------------------------------===//

void poolFacts(const PoolModel &P, raw_ostream &OS) {
  fact(OS, "exceptions", exceptions(P.Ex));
  fact(OS, "cleans", P.Cleans.empty() ? "nothing around a task" : join(P.Cleans, ", ") + ", around every task");
  for (const SubmitModel &S : P.Submits) {
    std::string Text = "the task is ";
    if (S.FirstCallable)
      Text += "the first argument that can be called";
    ListSeparator Or(" or ");
    for (int Task : S.Tasks)
      Text += StringRef(Or).str() + parameter(Task);
    if (!S.Method.empty())
      Text += ", or its " + S.Method + "()";
    if (S.Data != NoParam)
      Text += ", called with " + parameter(S.Data);
    if (S.MayRunInline)
      Text += "; it may run at once, on the caller's thread";
    if (S.Ex && *S.Ex != P.Ex)
      Text += ("; exceptions: " + exceptions(*S.Ex)).str();
    OS << "  " << S.Function << '\n';
    fact(OS, "", Text);
  }
  for (const std::string &Handler : P.Handlers) {
    OS << "  " << Handler << '\n';
    fact(OS, "", "a class that overrides it has a task in it");
  }
  for (const ServiceModel &S : P.Services) {
    OS << "  " << S.Base << '\n';
    fact(OS, "", S.OfConstructor ? "an override of an interface that a subclass of it is constructed with is a task"
                                 : "in classes derived from it, an override with a parameter of class " +
                                       join(S.Parameters, " or ") + " is a task");
  }
}

//===-- Guards and the rest ---------------------------------------------------===//

void guardFacts(const GuardModel &G, raw_ostream &OS) {
  std::string Param = parameter(G.Param);
  switch (G.K) {
  case GuardModel::Kind::Callable: fact(OS, "destructor", "calls " + Param + " of the constructor"); break;
  case GuardModel::Kind::SaveRestore: fact(OS, "destructor", "writes back what " + Param + " referred to"); break;
  case GuardModel::Kind::Deleter: fact(OS, "destructor", "calls the deleter, " + Param + ", unless the pointer is null"); break;
  case GuardModel::Kind::Clears: fact(OS, "destructor", "removes this thread's values of " + join(G.Holders, ", ")); break;
  }
  fact(OS, "runs", G.When == GuardModel::On::Always    ? "on every way out"
                   : G.When == GuardModel::On::Failure ? "when an exception goes by, only"
                                                       : "when no exception goes by, only");
  if (G.Restored != NoParam)
    fact(OS, "constructor", "writes " + parameter(G.Restored));
  if (G.Armed != NoParam)
    fact(OS, "armed", "unless " + parameter(G.Armed) + " is false");
  names(OS, "made by", G.Makers);
  names(OS, "made disarmed by", G.DisarmedMakers);
  names(OS, "disarmed by", G.Cancels);
  names(OS, "armed again by", G.Rearms);
  names(OS, "run at once by", G.Invokes);
  names(OS, "given its callable by", G.Assigns);
}

std::string callableFact(const CallableModel &C) {
  std::string Param = parameter(C.Param);
  switch (C.K) {
  case CallableModel::Kind::Identity: return "gives back, or holds, " + Param;
  case CallableModel::Kind::KeepsExceptions: return "holds " + Param + " and stores an exception out of it";
  case CallableModel::Kind::Bind: return "binds arguments to parameter 0";
  case CallableModel::Kind::Calls: return "calls " + Param + " once before it returns";
  case CallableModel::Kind::CallsMany: return "calls " + Param + " any number of times before it returns";
  case CallableModel::Kind::Fresh: return "makes an object of its first template argument";
  case CallableModel::Kind::Spawns: return "starts a thread of its own on " + Param + ": that is no pool";
  }
  llvm_unreachable("all kinds are listed");
}

StringRef weight(StateModel::Weight W) {
  switch (W) {
  case StateModel::Weight::Privilege: return "what the thread may do";
  case StateModel::Weight::Results: return "what later code computes, or where it works";
  case StateModel::Weight::Manner: return "how the thread runs";
  }
  llvm_unreachable("all weights are listed");
}

std::string stateCall(const StateCall &C) {
  std::string Text;
  switch (C.K) {
  case StateCall::Kind::Set: Text = "sets it"; break;
  case StateCall::Kind::Ask: Text = "tells what it is"; break;
  case StateCall::Kind::Reset: Text = "sets it back to what a thread begins with"; break;
  case StateCall::Kind::Use: Text = "does something for which it matters"; break;
  case StateCall::Kind::Fail: Text = "adds to it where it fails"; break;
  }
  if (C.Value != NoParam)
    Text += " to " + parameter(C.Value);
  if (C.WhenParam != NoParam)
    Text += ", where " + parameter(C.WhenParam) + " is " + join(C.WhenIs, " or ");
  return Text;
}

void stateFacts(const StateModel &M, raw_ostream &OS) {
  fact(OS, "is", "state of a thread without a variable: " + weight(M.W));
  if (!M.Header.empty())
    fact(OS, "header", M.Header);
  for (const StateCall &C : M.Calls)
    fact(OS, C.Function, stateCall(C));
}

void containerFacts(const ContainerModel &C, raw_ostream &OS) {
  names(OS, "adds", C.Adds);
  names(OS, "shows", C.Peeks);
  names(OS, "takes out", C.Takes);
  names(OS, "takes and returns", C.TakeReturns);
  names(OS, "takes into its 1st", C.TakeInto);
  names(OS, "empties", C.Clears);
  names(OS, "asks how many", C.Tests);
}

void functionFacts(const FunctionModel &F, raw_ostream &OS) {
  if (F.NoReturn)
    fact(OS, "returns", F.Throws ? "never: it throws" : "never");
  else if (F.Throws)
    fact(OS, "throws", "it may");
  if (F.Switches)
    fact(OS, "switches", "its coroutine or fiber may come back on another thread");
  if (!F.Serves.empty())
    fact(OS, "runs tasks of",
         F.Serves + (F.OwnThreads ? ", on several threads of its own" : ", on the caller's thread"));
}

std::vector<Page> pagesOf(const Catalogue &C) {
  std::vector<Page> Pages;
  auto Add = [&](StringRef Kind, StringRef Name, const auto &Entry, std::function<void(raw_ostream &)> Facts) -> Page & {
    Pages.push_back({Kind, Name, &Entry.From, {}, [&Entry, Facts](raw_ostream &OS) {
                       Facts(OS);
                       if (!Entry.Note.empty())
                         fact(OS, "note", Entry.Note);
                     }});
    return Pages.back();
  };
  for (const HolderModel &H : C.Holders) {
    Page &P = Add("holder", H.Name, H, [&](raw_ostream &OS) { holderFacts(H, C.Pools, OS); });
    P.AlsoAsked = H.Aliases;
    for (const HolderMethod &M : H.Methods) {
      bool Whole = H.K == HolderModel::Kind::Key || StringRef(M.Name).contains("::");
      P.AlsoAsked.push_back(Whole ? StringRef(M.Name).ltrim(':').str() : H.Name + "::" + M.Name);
    }
  }
  for (const StateModel &M : C.States) {
    Page &P = Add("state", M.Name, M, [&](raw_ostream &OS) { stateFacts(M, OS); });
    for (const StateCall &Call : M.Calls)
      P.AlsoAsked.push_back(Call.Function);
  }
  for (const PoolModel &M : C.Pools) {
    Page &P = Add("pool", M.Name, M, [&](raw_ostream &OS) { poolFacts(M, OS); });
    for (const SubmitModel &S : M.Submits)
      P.AlsoAsked.push_back(S.Function);
    append_range(P.AlsoAsked, M.Handlers);
    for (const ServiceModel &S : M.Services)
      P.AlsoAsked.push_back(S.Base);
  }
  for (const GuardModel &G : C.Guards) {
    Page &P = Add("guard", G.Class, G, [&](raw_ostream &OS) { guardFacts(G, OS); });
    P.AlsoAsked = G.Makers;
    append_range(P.AlsoAsked, G.DisarmedMakers);
  }
  for (const CallableModel &F : C.Callables)
    Add("callable", F.Name, F, [&](raw_ostream &OS) { fact(OS, "does", callableFact(F)); });
  for (const ContainerModel &K : C.Containers)
    Add("container", K.Class, K, [&](raw_ostream &OS) { containerFacts(K, OS); });
  for (const FunctionModel &F : C.Functions)
    Add("function", F.Name, F, [&](raw_ostream &OS) { functionFacts(F, OS); });
  return Pages;
}

bool answers(const Page &P, StringRef Name) {
  return Name == P.Name || Name.equals_insensitive(libraryOf(*P.From)) || is_contained(P.AlsoAsked, Name);
}

StringRef unqualified(StringRef Name) {
  size_t Colons = Name.rfind("::");
  return Colons == StringRef::npos ? Name : Name.substr(Colons + 2);
}

/// Names that were perhaps meant: the same without its namespace, or one that is spelt nearly so.
std::string meant(ArrayRef<Page> Pages, StringRef Wrong) {
  std::vector<StringRef> Known;
  for (const Page &P : Pages) {
    Known.push_back(P.Name);
    Known.push_back(libraryOf(*P.From));
    append_range(Known, P.AlsoAsked);
  }
  std::vector<StringRef> Near;
  unsigned Least = Wrong.size() / 4 + 2;
  for (StringRef Name : Known) {
    unsigned Distance = unqualified(Name) == Wrong ? 0 : Name.edit_distance_insensitive(Wrong, true, Least);
    if (Distance > Least || is_contained(Near, Name))
      continue;
    if (Distance < Least)
      Near.clear();
    Least = Distance;
    Near.push_back(Name);
  }
  constexpr size_t Most = 3;
  if (Near.empty())
    return "; 'tidepool models' lists what there is";
  Near.resize(std::min(Near.size(), Most));
  return "; did you mean '" + join(Near, "' or '") + "'?";
}

} // namespace

void listModels(const Catalogue &C, raw_ostream &OS) {
  auto Line = [&](StringRef Kind, StringRef Name, StringRef Library) {
    OS << left_justify(Kind, 12) << left_justify(Name, 60) << ' ' << Library << '\n';
  };
  for (const Page &P : pagesOf(C))
    if (P.Kind != "pool")
      Line(P.Kind, P.Name, libraryOf(*P.From));
  for (const PoolModel &P : C.Pools) {
    for (const SubmitModel &S : P.Submits)
      Line("submission", S.Function, P.Name);
    for (const std::string &Handler : P.Handlers)
      Line("handler", Handler, P.Name);
    for (const ServiceModel &S : P.Services)
      Line("service", S.Base, P.Name);
  }
}

Error explainModel(const Catalogue &C, StringRef Name, raw_ostream &OS) {
  std::vector<Page> Pages = pagesOf(C);
  bool Found = false;
  for (const Page &P : Pages) {
    if (!answers(P, Name))
      continue;
    OS << (Found ? "\n" : "") << P.Kind << ' ' << P.Name << '\n';
    bool Users = P.From->File != sys::path::filename(P.From->File);
    fact(OS, "from", (Users ? "" : "the catalogue, ") + P.From->File + ":" + Twine(P.From->Line));
    P.Facts(OS);
    Found = true;
  }
  if (!Found)
    return createStringError("there is no model '" + Name.str() + "'" + meant(Pages, Name));
  return Error::success();
}

} // namespace tidepool::fronts
