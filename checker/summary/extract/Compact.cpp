//===- Compact.cpp - Strings and files in order of first use -------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/Unit.h"

namespace tidepool::summary::extraction {

namespace {

/// Gives every symbol and file that is still mentioned a new number.
class Compactor {
public:
  explicit Compactor(TUSummary &S) : S(S), Map(S.Strings.size(), 0), FileMap(S.Files.size(), 0) {
    for (Sym Fixed = 0; Fixed < FirstFreeSym; ++Fixed) {
      Map[Fixed] = Fixed;
      Strings.push_back(S.Strings[Fixed]);
    }
    Files.push_back(S.Files[0]);
  }

  void run() {
    for (Function &F : S.Functions)
      function(F);
    for (Holder &H : S.Holders) {
      all({&H.Usr, &H.Name, &H.Model, &H.Type, &H.Initial, &H.Owner});
      loc(H.L);
    }
    for (Entity &E : S.Entities) {
      all({&E.Usr, &E.Name, &E.Class});
      loc(E.L);
    }
    for (Class &C : S.Classes) {
      all({&C.Usr, &C.Name});
      for (Sym &B : C.Bases)
        sym(B);
      for (Sym &F : C.Fields)
        sym(F);
    }
    for (Suppression &X : S.Suppressions) {
      sym(X.Globs);
      file(X.File);
    }
    S.Strings = std::move(Strings);
    S.Files = std::move(Files);
  }

private:
  void sym(Sym &X) {
    if (X < FirstFreeSym)
      return;
    if (!Map[X]) {
      Map[X] = static_cast<Sym>(Strings.size());
      Strings.push_back(std::move(S.Strings[X]));
    }
    X = Map[X];
  }
  void all(std::initializer_list<Sym *> Syms) {
    for (Sym *X : Syms)
      sym(*X);
  }
  void file(uint32_t &X) {
    if (X && !FileMap[X]) {
      FileMap[X] = static_cast<uint32_t>(Files.size());
      Files.push_back(S.Files[X]);
    }
    X = FileMap[X];
  }
  void loc(Loc &L) { file(L.File); }
  void path(Path &P) {
    if (P.R == Root::Global)
      sym(P.Index);
    for (Sym &X : P.Steps)
      sym(X);
  }
  void variable(Variable &V) {
    all({&V.Name, &V.Class});
    loc(V.L);
  }
  void function(Function &F) {
    all({&F.Usr, &F.Name, &F.Class});
    loc(F.L);
    for (Sym &O : F.Overrides)
      sym(O);
    for (Variable &V : F.Params)
      variable(V);
    for (Variable &V : F.Locals)
      variable(V);
    for (Value &V : F.Values) {
      sym(V.Symbol);
      path(V.P);
      for (Sym &X : V.Fields)
        sym(X);
    }
    for (Cond &C : F.Conds) {
      sym(C.Text);
      path(C.P);
      for (Path &P : C.Mentions)
        path(P);
    }
    for (Node &N : F.Nodes) {
      all({&N.Callee, &N.Text});
      loc(N.L);
      path(N.P);
      for (Sym &T : N.Types)
        sym(T);
    }
  }

  TUSummary &S;
  std::vector<Sym> Map;
  std::vector<uint32_t> FileMap;
  std::vector<std::string> Strings, Files;
};

} // namespace

void compact(TUSummary &S) { Compactor(S).run(); }

} // namespace tidepool::summary::extraction
