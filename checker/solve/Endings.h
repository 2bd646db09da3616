//===- Endings.h - What happens when objects with a part in it die --------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A task's captures die after its body, a guard before or after what it points
// to, a thread's own variables in the reverse order of their definitions. This
// puts destructors where they run, and asks what they do to slots there.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_ENDINGS_H
#define TIDEPOOL_CHECKER_SOLVE_ENDINGS_H

#include "checker/solve/Analysis.h"

namespace tidepool::solve {

/// An object that a task has captured, by value or by a smart pointer: it dies after the task's body.
struct CapturedObject {
  uint32_t Task = NoTerm;
  Sym Name = summary::NoSym; ///< of the variable that it was captured from; NoSym where it was made for that
  summary::Loc L;            ///< its declaration, or where the closure is made
  Sym Class = summary::NoSym;
  FnId Destructor = NoTerm;
};

class Endings {
public:
  explicit Endings(Analysis &A);

  /// Captures of tasks' closures whose class has a destructor that can touch a slot, and that the body does
  /// not give away.
  std::vector<CapturedObject> captures();
  /// What a destructor does to slots, whoever it is called by.
  CtxId ending(FnId Destructor);
  /// The destructor of a class, if the program has its body and it can touch a slot.
  std::optional<FnId> destructorOf(Sym Class) const;
  /// At the destructor's call in L, an object is gone whose address the slot has: it was declared later than
  /// what dies there.
  std::optional<uint32_t> deadLocal(const LateUse &L) const;
  /// The function itself follows the pointer in the cell.
  bool follows(FnId F, CellId C);

private:
  void capturedIn(uint32_t Task, FnId F, const summary::Value &Closure,
                  std::vector<CapturedObject> &Out) const;
  bool givenAway(FnId Body, Sym Capture) const;

  Analysis &A;
  llvm::DenseMap<Sym, FnId> Destructors; ///< class → function
};

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_ENDINGS_H
