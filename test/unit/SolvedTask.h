//===- SolvedTask.h - What one task does to a holder, in words ------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TEST_UNIT_SOLVEDTASK_H
#define TIDEPOOL_TEST_UNIT_SOLVEDTASK_H

#include "checker/solve/Analysis.h"
#include "test/unit/SummaryBuilder.h"
#include <set>

namespace tidepool::build {

using namespace tidepool::solve;
using Strings = std::vector<std::string>;
using Lines = std::vector<uint32_t>;

/// A task of a pool that lives through exceptions, with 'tl' as the holder and 'cap(r)' as its data.
class SolvedTask : public testing::Test {
protected:
  Unit U;
  const At Tl = global("tl");
  const Val Mine = load(self() / "cap(r)");

  Fn &task() {
    U.native("tl");
    U.fn("elsewhere").write(Tl, constant("0")); // what nobody writes is not looked at
    U.fn("main", 1).submit(closure("task", {{"cap(r)", load(param(0))}}), "store");
    return U.lambda("task");
  }

  static std::string state(Analysis &A, const SlotState &S) {
    auto line = [&](WriteId W) {
      const WriteRec &R = A.E.write(W);
      return std::to_string(A.P.Functions[R.Fn].Nodes[R.Node].L.Line);
    };
    switch (S.K) {
    case SlotKind::Incoming:
      return "incoming";
    case SlotKind::Own:
      return std::string(A.E.write(S.Id).Fill ? "filled:" : "own:") + line(S.Id) + (S.Mixed ? "+" : "");
    case SlotKind::Clean:
      return S.Id != NoTerm ? "emptied:" + line(S.Id) : "clean";
    case SlotKind::Token:
      return "restored";
    }
    return "";
  }
  static const CellEffect *effect(Analysis &A, CtxId C, const std::string &Cell) {
    for (auto &[Id, Eff] : A.E.effect(C)) {
      const PlaceData &D = A.T[A.S[Id].Place];
      std::string Name = A.P.text(D.A).str();
      for (Sym S : D.Steps)
        Name += "/" + A.P.text(S).str();
      if (Name == Cell)
        return &Eff;
    }
    return nullptr;
  }
  /// "end own:7", "throws E incoming": the ways in which the first task ends, and what is in the cell then.
  Strings ends(const std::string &Cell = "tl") {
    Analysis A = solved();
    std::set<std::string> R;
    if (const CellEffect *Eff = effect(A, A.TaskContexts.at(0), Cell))
      for (const Outcome &O : Eff->Outcomes) {
        std::string How = O.Exit == ExitKind::Normal ? "end "
                          : O.Exit == ExitKind::NoReturn
                              ? "dies "
                              : "throws " + A.P.text(A.Th.typeOf(O.S.Exc)).str() + " ";
        std::string If = O.S.Pre == Before::Empty      ? " if empty"
                         : O.S.Pre == Before::NonEmpty ? " if set"
                                                       : "";
        R.insert(How + state(A, O.S.Cur) + If);
      }
    return Strings(R.begin(), R.end());
  }
  /// Lines of reads that may see what an earlier task left.
  std::vector<uint32_t> reads(const std::string &Cell = "tl") {
    Analysis A = solved();
    std::set<uint32_t> R;
    if (const CellEffect *Eff = effect(A, A.TaskContexts.at(0), Cell))
      for (const Exposure &X : Eff->Exposures)
        R.insert(A.P.Functions[X.Fn].Nodes[X.Node].L.Line);
    return std::vector<uint32_t>(R.begin(), R.end());
  }
  Analysis solved() {
    std::vector<TUSummary> Units;
    Units.push_back(U.take());
    return Analysis(std::move(Units));
  }
};

} // namespace tidepool::build

#endif // TIDEPOOL_TEST_UNIT_SOLVEDTASK_H
