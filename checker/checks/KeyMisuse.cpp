//===- KeyMisuse.cpp - tidepool-key-misuse ---------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Check.h"
#include "checker/checks/Keys.h"
#include "checker/checks/Owners.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::solve;

namespace tidepool::checks {
namespace {

class Misuse {
public:
  explicit Misuse(Query &Q) : Q(Q), A(Q.A), K(Q.A) {}
  void run();

private:
  const model::HolderModel *modelOf(const summary::Holder *H) const;
  const model::HolderMethod *method(const summary::Holder *H, model::HolderOp Op) const;
  Finding start(const KeyCall &C, StringRef Name) const;
  std::string nameOf(const KeyCall &C) const;
  const Residue *valueOf(const summary::Holder *H, function_ref<bool(const Residue &)> Is) const;
  std::string lineOf(const Residue &R) const;
  void neverFreed(const KeyCall &C);
  void neverDeleted(const KeyCall &C);
  void deletedTooEarly(const KeyCall &D);

  Query &Q;
  Analysis &A;
  Keys K;
};

} // namespace

const model::HolderModel *Misuse::modelOf(const summary::Holder *H) const {
  for (const model::HolderModel &M : Q.Models.catalogue().Holders)
    if (H && M.Name == A.P.text(H->Model))
      return &M;
  return nullptr;
}

const model::HolderMethod *Misuse::method(const summary::Holder *H, model::HolderOp Op) const {
  const model::HolderModel *M = modelOf(H);
  if (!M)
    return nullptr;
  auto It = find_if(M->Methods, [&](const model::HolderMethod &X) { return X.Op == Op; });
  return It == M->Methods.end() ? nullptr : &*It;
}

std::string Misuse::nameOf(const KeyCall &C) const {
  if (C.Key)
    return A.P.text(C.Key->Name).str();
  const summary::Function &Fn = A.P.Functions[C.Fn];
  const summary::Path &P = Fn.Nodes[C.Node].P;
  return P.R == summary::Root::Local ? A.P.text(Fn.Locals[P.Index].Name).str() : "";
}

Finding Misuse::start(const KeyCall &C, StringRef Name) const {
  Story S(A);
  Finding F;
  F.Check = "tidepool-key-misuse";
  F.Primary = S.at(C.Fn, C.Node);
  F.Holder = Name.str();
  F.Function = S.function(C.Fn);
  return F;
}

const Residue *Misuse::valueOf(const summary::Holder *H, function_ref<bool(const Residue &)> Is) const {
  auto It = find_if(A.Residues, [&](const Residue &R) {
    return A.S[R.Cell].Decl == H && !Q.Left.keptOnPurpose(R.Cell) && Is(R);
  });
  return It == A.Residues.end() ? nullptr : &*It;
}

std::string Misuse::lineOf(const Residue &R) const {
  const WriteRec &W = A.E.write(R.W);
  return std::to_string(Story(A).at(W.Fn, W.Node).Line);
}

/// Without a destructor nobody frees what a thread has when it ends.
void Misuse::neverFreed(const KeyCall &C) {
  if (!C.Key || !K.withoutDestructor(C) || K.destructorWithValues(*C.Key))
    return;
  const Residue *R = valueOf(C.Key, [&](const Residue &R) { return K.ownsOnly(A.E.write(R.W)); });
  if (!R || K.freedByWorkers(R->Cell))
    return;
  std::string Name = A.S[R->Cell].Name;
  Finding F = start(C, Name);
  const model::HolderMethod *Create = method(C.Key, model::HolderOp::Create);
  bool CanHave = Create && Create->Destructor >= 0;
  const model::HolderMethod *Write = method(C.Key, model::HolderOp::Write);
  CanHave |= Write && Write->Destructor >= 0;
  F.Message = "'" + Name + "' is made without a destructor, but tasks keep memory of their threads' own in it (line " +
              lineOf(*R) + "): " +
              (CanHave ? "when a pool thread ends, nobody frees it"
                       : "keys of this kind cannot have one, and no thread frees it before it ends");
  Story S(A);
  S.holder(R->Cell).submission(R->Task).residue(*R);
  S.advise(F.Primary, CanHave ? "give the key a destructor that frees the value"
                              : "free the value before the thread ends, or use a kind of key that has destructors");
  S.finish(F, R->Cell);
  F.Replayable.Events.clear(); // what becomes of a value when its thread ends, no thread's table shows
  Q.Out.push_back(std::move(F));
}

void Misuse::neverDeleted(const KeyCall &C) {
  const summary::Path &P = A.P.Functions[C.Fn].Nodes[C.Node].P;
  bool Local = P.R == summary::Root::Local && P.Steps.empty();
  if ((!C.Key && !Local) || (C.Key && K.deleted(*C.Key)) || K.handedOn(C))
    return;
  if (!C.Key && any_of(K.Deletions, [&](const KeyCall &D) {
        return !D.Key && (D.Fn != C.Fn || A.P.Functions[D.Fn].Nodes[D.Node].P == P);
      }))
    return;
  Made Often = K.made(C);
  if (Often == Made::Once)
    return;
  std::string Name = nameOf(C);
  Finding F = start(C, Name);
  bool CanDelete = !C.Key || method(C.Key, model::HolderOp::Delete);
  F.Message = "'" + Name + "' is made anew for each " +
              (Often == Made::EachTask     ? "task"
               : Often == Made::EachObject ? "object"
                                           : "call of '" + F.Function + "'") +
              " and never deleted" + (CanDelete ? "" : " (keys of this kind cannot be)") +
              ": a process has only a fixed number of keys, and what threads keep under the old ones stays";
  const Residue *R = C.Key ? valueOf(C.Key, [](const Residue &) { return true; }) : nullptr;
  Story S(A);
  if (R) {
    S.submission(R->Task).event(Event::Kind::HolderMade, F.Primary).residue(*R);
    S.advise(F.Primary, "make one key for the whole program, once");
    S.finish(F, R->Cell);
  } else if (C.Key) {
    F.Steps.push_back({Step::Kind::Holder, S.at(C.Key->L), "'" + Name + "' is declared here"});
  }
  Q.Out.push_back(std::move(F));
}

void Misuse::deletedTooEarly(const KeyCall &D) {
  if (!D.Key || D.Key->FreedWithHolder)
    return;
  bool Destroys = any_of(K.Creations, [&](const KeyCall &C) { return C.Key == D.Key && !K.withoutDestructor(C); });
  const Residue *R = valueOf(D.Key, [&](const Residue &R) {
    const WriteRec &W = A.E.write(R.W);
    if (R.Task == NoTerm || !(W.From.taskData() || (Destroys && (W.From.Unknown || W.From.Global))))
      return false;
    return A.S[R.Cell].Life == summary::Lifetime::Static ? K.poolLives(A.Tasks.Tasks[R.Task], D) : diesBeforePool(A, R);
  });
  if (!R)
    return;
  Finding F = start(D, A.S[R->Cell].Name);
  F.Message = "'" + F.Holder + "' is deleted while the pool's threads have values in it (set on line " + lineOf(*R) +
              "): nobody can get at these any more, and " + (Destroys ? "the key's destructor is not called for them" : "nobody frees them");
  Story S(A);
  S.holder(R->Cell).submission(R->Task).event(Event::Kind::HolderMade, S.at(A.S[R->Cell].L)).residue(*R);
  S.event(Event::Kind::HolderDies, F.Primary);
  S.advise(F.Primary, "let the pool's threads end first, or have every task take its value out");
  S.finish(F, R->Cell);
  Q.Out.push_back(std::move(F));
}

void Misuse::run() {
  for (const KeyCall &C : K.Creations) {
    neverFreed(C);
    neverDeleted(C);
  }
  for (const KeyCall &D : K.Deletions)
    deletedTooEarly(D);
}

static void run(Query &Q) { Misuse(Q).run(); }

extern const Check KeyMisuse{"tidepool-key-misuse",
                             "a key without a destructor, made again and again, or deleted too early", run};

} // namespace tidepool::checks
