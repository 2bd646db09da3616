//===- Program.h - All units, linked --------------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Summaries of many units become one Program: one symbol table, one body a
// function (the first unit that has one wins; units are taken in the order of
// their main files, so that the result does not depend on the order of the
// arguments), declarations merged.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_PROGRAM_H
#define TIDEPOOL_CHECKER_SOLVE_PROGRAM_H

#include "checker/summary/Summary.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace tidepool::solve {

using summary::Sym;
using FnId = uint32_t; ///< index into Program::Functions

class Program {
public:
  /// Links. Cost: linear in the size of the summaries.
  explicit Program(std::vector<summary::TUSummary> Units);

  std::vector<summary::Function> Functions;
  std::vector<summary::Holder> Holders;
  std::vector<std::string> Files;
  std::vector<summary::Suppression> Suppressions;
  unsigned UnitCount = 0;
  bool MsvcTarget = false;

  llvm::StringRef text(Sym S) const { return Texts[S]; }
  std::optional<FnId> function(Sym Usr) const;
  const summary::Holder *holder(Sym Usr) const;
  const summary::Entity *entity(Sym Usr) const;
  const summary::Class *classOf(Sym Usr) const;
  const llvm::DenseMap<Sym, summary::Class> &classes() const { return Classes; }
  /// Methods that override Method, directly or through others; without Method itself.
  llvm::SmallVector<Sym, 4> overriders(Sym Method) const;
  /// Is Base the class itself, or one of its bases, as far as these are known?
  bool inherits(Sym Class, Sym Base) const;
  /// Can an object that is known to be of one class be of the other? Yes, where not all bases are known.
  bool related(Sym Class, Sym Other) const;
  /// Some unit takes the function's address.
  bool addressTaken(FnId F) const { return Functions[F].Flags & summary::AddressTaken; }
  Sym intern(llvm::StringRef Text);

private:
  void add(summary::TUSummary &&U);
  llvm::SmallVector<Sym, 8> basesOf(Sym Class, bool &Complete) const;
  std::vector<llvm::StringRef> Texts;
  llvm::StringMap<Sym> Symbols;
  llvm::StringMap<uint32_t> FileIndex;
  llvm::DenseMap<Sym, FnId> FunctionOf;
  llvm::DenseMap<Sym, uint32_t> HolderOf;
  llvm::DenseMap<Sym, summary::Entity> Entities;
  llvm::DenseMap<Sym, summary::Class> Classes;
  llvm::DenseMap<Sym, llvm::SmallVector<Sym, 4>> OverriddenBy;
};

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_PROGRAM_H
