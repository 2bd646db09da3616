//===- Program.cpp - All units, linked ------------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Program.h"
#include "checker/solve/Sentinels.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallSet.h"
#include <tuple>

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

namespace {
/// Rewrites one unit's symbols and files into the program's.
struct Translation {
  std::vector<Sym> Syms;
  std::vector<uint32_t> Files;

  void sym(Sym &S) const { S = Syms[S]; }
  void syms(std::vector<Sym> &V) const {
    for (Sym &S : V)
      sym(S);
  }
  void loc(Loc &L) const { L.File = Files[L.File]; }
  void path(Path &P) const {
    if (P.R == Root::Global)
      sym(P.Index);
    syms(P.Steps);
  }
  void variables(std::vector<Variable> &Vs) const {
    for (Variable &V : Vs) {
      sym(V.Name);
      sym(V.Class);
      loc(V.L);
    }
  }
  void node(Node &N) const {
    loc(N.L);
    sym(N.Callee);
    sym(N.Text);
    path(N.P);
    syms(N.Types);
  }
  void function(Function &F) const {
    sym(F.Usr);
    sym(F.Name);
    loc(F.L);
    sym(F.Class);
    syms(F.Overrides);
    variables(F.Params);
    variables(F.Locals);
    for (Value &V : F.Values) {
      sym(V.Symbol);
      path(V.P);
      syms(V.Fields);
    }
    for (Cond &C : F.Conds) {
      sym(C.Text);
      path(C.P);
      for (Path &P : C.Mentions)
        path(P);
    }
    for (Node &N : F.Nodes)
      node(N);
  }
  void holder(Holder &H) const {
    for (Sym *S : {&H.Usr, &H.Name, &H.Model, &H.Type, &H.Initial, &H.Owner})
      sym(*S);
    loc(H.L);
  }
};
} // namespace

/// Only the unit with the definition has the initial value.
static void merge(Holder &Known, const Holder &H) {
  Known.Annotations |= H.Annotations;
  if (Known.Initial == NoSym)
    Known.Initial = H.Initial;
}

Program::Program(std::vector<TUSummary> Units) {
  UnitCount = Units.size();
  for (StringRef Reserved : {"", "[]", "*"})
    intern(Reserved);
  Files.push_back("");
  FileIndex[""] = 0;
  llvm::sort(Units, [](const TUSummary &A, const TUSummary &B) {
    return std::tie(A.MainFile, A.Strings) < std::tie(B.MainFile, B.Strings);
  });
  for (TUSummary &U : Units)
    add(std::move(U));
  readSentinels(*this);
}

Sym Program::intern(StringRef Text) {
  auto [It, New] = Symbols.try_emplace(Text, Sym(Texts.size()));
  if (New)
    Texts.push_back(It->getKey());
  return It->second;
}

void Program::add(TUSummary &&U) {
  if (StringRef(U.Target).contains("msvc"))
    MsvcTarget = true;
  Translation T;
  for (const std::string &S : U.Strings)
    T.Syms.push_back(intern(S));
  for (const std::string &F : U.Files) {
    auto [It, New] = FileIndex.try_emplace(F, uint32_t(Files.size()));
    if (New)
      Files.push_back(F);
    T.Files.push_back(It->second);
  }
  for (Function &F : U.Functions) {
    Sym Usr = T.Syms[F.Usr];
    auto [It, New] = FunctionOf.try_emplace(Usr, FnId(Functions.size()));
    if (!New) {
      Functions[It->second].Flags |= F.Flags & AddressTaken;
      continue;
    }
    T.function(F);
    for (Sym O : F.Overrides)
      OverriddenBy[O].push_back(Usr);
    Functions.push_back(std::move(F));
  }
  for (Holder &H : U.Holders) {
    T.holder(H);
    auto [It, New] = HolderOf.try_emplace(H.Usr, uint32_t(Holders.size()));
    if (New)
      Holders.push_back(std::move(H));
    else
      merge(Holders[It->second], H);
  }
  for (Entity &E : U.Entities) {
    for (Sym *S : {&E.Usr, &E.Name, &E.Class})
      T.sym(*S);
    T.loc(E.L);
    Entities.try_emplace(E.Usr, E);
  }
  for (Class &C : U.Classes) {
    T.sym(C.Usr);
    T.sym(C.Name);
    T.syms(C.Bases);
    T.syms(C.Fields);
    Classes.try_emplace(C.Usr, std::move(C));
  }
  for (Suppression S : U.Suppressions) {
    S.File = T.Files[S.File];
    T.sym(S.Globs);
    Suppressions.push_back(S);
  }
}

std::optional<FnId> Program::function(Sym Usr) const {
  auto It = FunctionOf.find(Usr);
  if (Usr == NoSym || It == FunctionOf.end())
    return std::nullopt;
  return It->second;
}

const Holder *Program::holder(Sym Usr) const {
  auto It = HolderOf.find(Usr);
  return It == HolderOf.end() ? nullptr : &Holders[It->second];
}

const Entity *Program::entity(Sym Usr) const {
  auto It = Entities.find(Usr);
  return It == Entities.end() ? nullptr : &It->second;
}

const Class *Program::classOf(Sym Usr) const {
  auto It = Classes.find(Usr);
  return It == Classes.end() ? nullptr : &It->second;
}

/// The class and all its bases.
SmallVector<Sym, 8> Program::basesOf(Sym Usr, bool &Complete) const {
  SmallVector<Sym, 8> All{Usr};
  Complete = true;
  for (unsigned I = 0; I != All.size(); ++I) {
    const Class *C = classOf(All[I]);
    Complete &= C != nullptr;
    for (Sym B : C ? ArrayRef<Sym>(C->Bases) : ArrayRef<Sym>())
      if (!is_contained(All, B))
        All.push_back(B);
  }
  return All;
}

bool Program::inherits(Sym Usr, Sym Base) const {
  bool Complete = true;
  return is_contained(basesOf(Usr, Complete), Base);
}

bool Program::related(Sym Usr, Sym Other) const {
  bool Complete = true, OtherComplete = true;
  return is_contained(basesOf(Usr, Complete), Other) || is_contained(basesOf(Other, OtherComplete), Usr) ||
         !Complete || !OtherComplete;
}

SmallVector<Sym, 4> Program::overriders(Sym Method) const {
  SmallVector<Sym, 4> Result;
  SmallVector<Sym, 8> Work{Method};
  SmallSet<Sym, 16> Seen;
  while (!Work.empty()) {
    auto It = OverriddenBy.find(Work.pop_back_val());
    if (It == OverriddenBy.end())
      continue;
    for (Sym S : It->second)
      if (Seen.insert(S).second) {
        Result.push_back(S);
        Work.push_back(S);
      }
  }
  return Result;
}

} // namespace tidepool::solve
