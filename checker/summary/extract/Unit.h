//===- Unit.h - One unit on its way to a summary -------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SUMMARY_EXTRACT_UNIT_H
#define TIDEPOOL_CHECKER_SUMMARY_EXTRACT_UNIT_H

#include "checker/summary/Extract.h"
#include "checker/summary/extract/Types.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SetVector.h"
#include <deque>

namespace tidepool::summary::extraction {

/// Where a variable of an enclosing function is found inside a closure.
struct Captured {
  Sym Field = NoSym;
  bool ByReference = false;
};
using CaptureMap = llvm::DenseMap<const clang::ValueDecl *, Captured>;

/// A body that waits to be lowered. Exactly one of the pointers is set.
struct Job {
  const clang::FunctionDecl *Function = nullptr;
  const clang::CXXRecordDecl *Destructor = nullptr; ///< one that the compiler writes
  const clang::VarDecl *Initialiser = nullptr;      ///< of a variable of static duration
  const clang::CapturedStmt *Region = nullptr;      ///< outlined OpenMP region
  const clang::BlockExpr *Block = nullptr;
  Sym Usr = NoSym;     ///< Region, Block
  CaptureMap Captures; ///< Region, Block
  Captured This;       ///< Region, Block
};

/// The state shared by all functions of a unit: what was seen, what is still to be lowered.
class Unit {
public:
  Unit(clang::ASTContext &Context, const model::Index &Models, const ExtractOptions &Options, TUSummary &Out);
  void run();

  /// Symbols of things that are referred to; bodies of functions are put on the worklist.
  Sym function(const clang::FunctionDecl *F);
  Sym destructor(const clang::CXXRecordDecl *Record);
  Sym variable(const clang::VarDecl *V);
  Sym field(const clang::FieldDecl *F);
  Sym ambient(const model::HolderModel &M);
  Sym state(const model::StateModel &M);
  void localHolder(const clang::VarDecl *V, Sym Function);
  void ownedHolder(const clang::DeclaratorDecl *D, Sym Usr, Lifetime Life, clang::QualType Made);
  void ownedHolder(Sym FieldOrGlobal, clang::QualType Made);
  /// A variable of static duration or a field, of an integer type, that a key function is called with.
  void keyVariable(const clang::ValueDecl *D, const model::HolderModel &M);

  void addressTaken(Sym F) { Taken.insert(F); }
  /// An object of the class comes into being: calls may reach its virtual functions.
  void constructed(const clang::CXXRecordDecl *Record);
  /// The class, with its bases, belongs into the summary.
  void mention(const clang::CXXRecordDecl *Record) { Classes.insert(Record->getCanonicalDecl()); }
  void enqueue(Job J) { Jobs.push_back(std::move(J)); }

  bool isThreadLocal(Sym Variable) const { return ThreadLocals.contains(Variable); }
  /// An object of a holder class (not a key): what is reached through it without a pointer is its slot.
  bool isHolderObject(Sym S) const { return HolderObjects.contains(S); }
  /// A thread-local or holder whose value keeps objects alive.
  bool ownsContent(Sym S) const { return OwningHolders.contains(S); }
  bool isHolder(Sym S) const { return HolderSyms.contains(S); }
  /// The initialiser of a native thread-local, if it is a constant other than the empty one.
  Sym initialOf(Sym Variable) const { return Initials.lookup(Variable); }
  bool hasBody(const clang::FunctionDecl *F) const;
  /// For the texts of conditions: distinct within a function for all practical purposes.
  std::string shortName(Sym S);
  Sym constantSpelling(const clang::Expr *E);
  uint8_t annotations(const clang::Decl *D) const;

  clang::ASTContext &Context;
  const model::Index &Models;
  const ExtractOptions &Options;
  TUSummary &Out;
  Names N;
  Types T;
  const bool Unwinds; ///< exceptions are switched on
  /// Generated interfaces and the pools that call them; null where nothing does. A cache of addHandler's.
  llvm::DenseMap<const clang::CXXRecordDecl *, const model::PoolModel *> ServedInterfaces;

private:
  friend class Collector;
  void lower(const Job &J);
  void addHolder(const clang::DeclaratorDecl *D, Sym Usr, Lifetime Life, const model::HolderModel *M,
                 clang::QualType Pointee = {});
  void addEntities();
  void addClasses();
  void addClass(const clang::CXXRecordDecl *Record);

  std::deque<Job> Jobs;
  llvm::DenseSet<const clang::Decl *> Requested;
  llvm::DenseSet<const clang::Decl *> Constructed;
  llvm::DenseMap<Sym, const clang::ValueDecl *> Mentioned;
  llvm::DenseSet<Sym> ThreadLocals, HolderSyms, HolderObjects, OwningHolders, Taken;
  llvm::DenseMap<Sym, Sym> Initials;
  llvm::SetVector<const clang::CXXRecordDecl *> Classes;
  llvm::DenseSet<Sym> ClassSyms;
};

/// Finds where to start: definitions of the unit, its variables, instantiations asked for explicitly.
void collect(Unit &U);
/// A server's handler is a task as soon as somebody overrides it: says so with a function that submits it.
void addHandler(Unit &U, const clang::CXXMethodDecl *Method, Sym Usr);
/// Suppression comments of every file in which the summary has an access or a holder.
void addSuppressions(Unit &U);
/// Leaves out what nothing refers to: nodes, values, functions.
void prune(TUSummary &S, Function &F);
void pruneFunctions(TUSummary &S);
/// Drops unused strings and files; numbers the rest in order of first use.
void compact(TUSummary &S);

} // namespace tidepool::summary::extraction

#endif // TIDEPOOL_CHECKER_SUMMARY_EXTRACT_UNIT_H
