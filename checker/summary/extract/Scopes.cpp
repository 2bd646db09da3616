//===- Scopes.cpp - What happens when scopes are left --------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace tidepool::summary::extraction {

void FunctionBuilder::push(Cleanup C) {
  C.Parent = Top;
  Cleanups.push_back(std::move(C));
  Top = static_cast<int>(Cleanups.size() - 1);
}

/// Runs what stands above Depth on the normal way out, without closing the scopes: for jumps.
void FunctionBuilder::leaveTo(int Depth) {
  int Saved = Top;
  while (Top != Depth && Top >= 0) {
    Cleanup C = Cleanups[Top]; // copy: running it may add entries
    Top = C.Parent;
    run(C, /*Exceptional=*/false);
  }
  Top = Saved;
}

void FunctionBuilder::popTo(int Depth, SourceLocation L) {
  if (L.isValid())
    for (int I = Top; I != Depth && I >= 0; I = Cleanups[I].Parent)
      Cleanups[I].L = L;
  if (Cur != None)
    leaveTo(Depth);
  Top = Depth;
}

int FunctionBuilder::commonDepth(int A, int B) const {
  while (A != B) {
    if (A > B)
      A = Cleanups[A].Parent;
    else
      B = Cleanups[B].Parent;
  }
  return A;
}

/// Where an exception goes that is thrown with the cleanups from Depth outwards alive.
NodeId FunctionBuilder::unwindTarget(int Depth) {
  if (Depth < 0)
    return Terminates ? 3 : 2;
  if (Cleanups[Depth].K == Cleanup::Terminate)
    return 3;
  if (Cleanups[Depth].Unwind != None)
    return Cleanups[Depth].Unwind;
  NodeId Head = addNop();
  Cleanups[Depth].Unwind = Head;
  NodeId SavedCur = Cur;
  int SavedTop = Top;
  auto SavedReads = RecentReads;
  auto SavedInit = InitialisedBy;
  auto SavedResults = StateResults;
  Cleanup C = Cleanups[Depth];
  Cur = Head;
  Top = C.Parent;
  run(C, /*Exceptional=*/true);
  NodeId Next = unwindTarget(C.Parent);
  jump(Next);
  Cur = SavedCur;
  Top = SavedTop;
  RecentReads = std::move(SavedReads);
  InitialisedBy = std::move(SavedInit);
  StateResults = std::move(SavedResults);
  return Head;
}

void FunctionBuilder::cancel(const Path &Object) {
  for (int I = Top; I >= 0; I = Cleanups[I].Parent)
    if (Cleanups[I].P == Object)
      Cleanups[I].Cancelled = true;
}

void FunctionBuilder::run(const Cleanup &C, bool Exceptional) {
  if (C.Cancelled && !Exceptional)
    return;
  switch (C.K) {
  case Cleanup::Destroy:
    return destroy(C.P, C.Type, C.L, Exceptional);
  case Cleanup::Call: {
    if (C.Function->getIdentifier() && C.Function->getName() == "__pthread_cleanup_routine") {
      ValueId Argument = load(step(C.P, N.text("guard.saved")));
      ValueId Callable = load(step(C.P, N.text("guard.callable")));
      NodeId Id = add(NodeKind::Invoke, C.L);
      at(Id).Cleanup = true;
      at(Id).Val = Callable;
      at(Id).Args = {Argument};
      return;
    }
    NodeId Id = add(NodeKind::Call, C.L);
    at(Id).Cleanup = true;
    at(Id).Callee = U.function(C.Function);
    at(Id).Args = {address(C.P)};
    return;
  }
  case Cleanup::Finally: {
    stmt(C.Body);
    return;
  }
  case Cleanup::Landing:
  case Cleanup::Terminate:
    return;
  }
}

void FunctionBuilder::callDestructor(const CXXRecordDecl *Record, const Path &P, bool Virtual,
                                     SourceLocation L) {
  Record = Record->getDefinition() ? Record->getDefinition() : Record;
  ValueId Object = address(P);
  Sym Callee = U.destructor(Record);
  NodeId Id = add(NodeKind::Call, L);
  at(Id).Cleanup = true;
  at(Id).Virtual = Virtual;
  at(Id).Callee = Callee;
  at(Id).This = Object;
  if (const CXXDestructorDecl *D = Record->getDestructor(); D && U.Unwinds) {
    const auto *Type = D->getType()->getAs<FunctionProtoType>();
    ExceptionSpecificationType Spec = Type->getExceptionSpecType();
    if (Spec == EST_NoexceptFalse || Spec == EST_Dynamic)
      mayThrow(Id);
  }
}

/// The end of the life of an object at P.
void FunctionBuilder::destroy(const Path &P, QualType T, SourceLocation L, bool Exceptional) {
  if (const auto *Array = U.Context.getAsArrayType(T))
    return destroy(step(P, ElementSym), Array->getElementType(), L, Exceptional);
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record)
    return;
  if (const model::GuardModel *G = U.T.guard(T))
    return destroyGuard(*G, P, T, L, Exceptional);
  switch (U.T.role(Record)) {
  case Role::SmartPointer:
    return ifSet(P, L, [&] { destroySmart(P, T, L); });
  case Role::SharedPointer:
    if (P.R == Root::Local && P.Steps.empty() && OwnedShares.count(P.Index))
      destroySmart(P, T, L);
    return;
  case Role::Optional:
    return ifSet(P, L, [&] { destroy(step(P, ElementSym), U.T.element(T), L, Exceptional); });
  case Role::Container:
    return destroy(step(P, ElementSym), U.T.element(T), L, Exceptional);
  case Role::Pair:
    destroy(step(P, partOf(T, 1)), U.T.templateArgument(T, 1), L, Exceptional);
    return destroy(step(P, partOf(T, 0)), U.T.templateArgument(T, 0), L, Exceptional);
  case Role::Other:
    break;
  default:
    return;
  }
  if (Record->getIdentifier() && Record->getName() == "__pthread_cleanup_class") {
    NodeId Id = add(NodeKind::Invoke, L);
    at(Id).Cleanup = true;
    at(Id).Val = load(step(P, N.text("guard.callable")));
    at(Id).Args = {load(step(P, N.text("guard.saved")))};
    return;
  }
  if (model::HolderMethodRef M = U.T.destructorEffect(Record); M.Method) {
    Path Holder;
    Holder.R = Root::Global;
    Holder.Index = U.ambient(*M.Holder);
    AccessOp Op = M.Method->Op == model::HolderOp::Erase ? AccessOp::Erase : AccessOp::Remove;
    at(access(Op, Holder, L, None, Op == AccessOp::Erase ? N.text("pop") : NoSym)).Cleanup = true;
    return;
  }
  // A holder of a library that takes this thread's value with it, and maybe the others'.
  if (U.T.endingHolder(Record)) {
    at(access(AccessOp::Remove, P, L, empty())).Cleanup = true;
    return;
  }
  callDestructor(Record, P, /*Virtual=*/false, L);
}

/// What is destroyed only if there is something. The question is put only where the variable was empty
/// at some time; it would be noise for one that is always set.
void FunctionBuilder::ifSet(const Path &P, SourceLocation L, llvm::function_ref<void()> Do) {
  bool MaybeEmpty = P.R == Root::Local && P.Steps.empty() && llvm::any_of(F.Nodes, [&](const Node &Nd) {
                      return Nd.Kind == NodeKind::Store && Nd.P == P && isEmpty(Nd.Val);
                    });
  if (!MaybeEmpty || Cur == None)
    return Do();
  NodeId Set = addNop(), Done = addNop();
  Cond C;
  C.Kind = CondKind::NonEmpty;
  C.P = P;
  C.Text = N.text(placeText(P));
  C.Mentions = {P};
  emitBranch(std::move(C), Set, Done, L);
  start(Set);
  Do();
  jump(Done);
  start(Done);
}

/// A user's deleter gets the pointer; otherwise the object behind the pointer is destroyed.
void FunctionBuilder::destroySmart(const Path &P, QualType T, SourceLocation L) {
  bool Shared = U.T.role(T) == Role::SharedPointer;
  QualType Deleter = Shared ? QualType() : U.T.templateArgument(T, 1);
  const CXXRecordDecl *DeleterClass = Deleter.isNull() ? nullptr : Deleter->getAsCXXRecordDecl();
  bool Stored = P.R == Root::Local && P.Steps.empty() && OwnedShares.lookup(P.Index);
  if (!Deleter.isNull() && DeleterClass && !U.N.isSystem(DeleterClass)) {
    if (const CXXMethodDecl *Op = callOperator(Deleter)) {
      Sym Callee = U.function(Op);
      ValueId Object = address(step(P, N.text("deleter")));
      ValueId Pointer = load(P);
      NodeId Id = add(NodeKind::Call, L);
      at(Id).Cleanup = true;
      at(Id).Callee = Callee;
      at(Id).This = Object;
      at(Id).Args = {Pointer};
      return;
    }
  }
  bool SystemDeleter = DeleterClass && U.N.isSystem(DeleterClass) && U.T.role(DeleterClass) != Role::Callable;
  if (Stored || (!Deleter.isNull() && !SystemDeleter)) {
    ValueId Pointer = load(P);
    ValueId Callable = load(step(P, N.text("deleter")));
    NodeId Id = add(NodeKind::Invoke, L);
    at(Id).Cleanup = true;
    at(Id).Val = Callable;
    at(Id).Args = {Pointer};
    return;
  }
  QualType Element = U.T.element(T);
  const CXXRecordDecl *Pointee = Element.isNull() ? nullptr : Element->getAsCXXRecordDecl();
  if (!Pointee || !(U.T.endMatters(Element) || U.T.endsVirtually(Element)))
    return;
  if (U.T.role(Pointee) != Role::Other || U.T.guard(Element) || U.T.destructorEffect(Pointee).Method)
    return destroy(step(P, DerefSym), Element, L, false);
  const CXXDestructorDecl *D = Pointee->getDestructor();
  callDestructor(Pointee, step(P, DerefSym), D && D->isVirtual(), L);
}

void FunctionBuilder::destroyGuard(const model::GuardModel &G, const Path &P, QualType T, SourceLocation L,
                                   bool Exceptional) {
  using On = model::GuardModel::On;
  if ((G.When == On::Failure && !Exceptional) || (G.When == On::Success && Exceptional))
    return;
  if (G.K == model::GuardModel::Kind::SaveRestore) {
    ValueId Saved = load(step(P, N.text("guard.saved")));
    auto It = P.R == Root::Local ? SavedPlaces.find(P.Index) : SavedPlaces.end();
    if (It != SavedPlaces.end()) {
      Path Place = It->second;
      if (isSlot(Place))
        at(access(AccessOp::Write, Place, L, Saved)).Cleanup = true;
      else
        store(Place, Saved, L);
    } else {
      store(step(step(P, N.text("guard.place")), DerefSym), Saved, L);
    }
    return;
  }
  if (G.K == model::GuardModel::Kind::Clears) {
    NodeId Id = add(NodeKind::Call, L);
    at(Id).Cleanup = true;
    at(Id).Op = AccessOp::Remove;
    for (const std::string &Holder : G.Holders)
      at(Id).Types.push_back(N.text(Holder));
    return;
  }
  ValueId Callable = load(step(P, N.text("guard.callable")));
  NodeId Id = add(NodeKind::Invoke, L);
  at(Id).Cleanup = true;
  at(Id).Val = Callable;
}

/// A pair or container of things whose end matters, or a pointer to an interface that a guard may implement. Asked of variables only: as members they would make every
/// class that has one worth a destructor.
bool FunctionBuilder::holdsGuards(QualType T) {
  Role R = U.T.role(T);
  if (R == Role::SmartPointer)
    return U.T.endsVirtually(U.T.element(T));
  if (R != Role::Pair && R != Role::Container)
    return false;
  QualType Second = R == Role::Pair ? U.T.templateArgument(T, 1) : QualType();
  auto Matters = [&](QualType Part) { return U.T.role(Part) != Role::SharedPointer && U.T.endMatters(Part); };
  return Matters(U.T.element(T)) || (!Second.isNull() && Matters(Second));
}

/// Remembers that the object at P lives until its scope ends.
void FunctionBuilder::registerLife(const Path &P, QualType T, SourceLocation L, const Expr *Init) {
  if (!U.T.endMatters(T) && !holdsGuards(T))
    return;
  if (U.T.role(T) == Role::SharedPointer && !(P.R == Root::Local && OwnedShares.count(P.Index)))
    return;
  Cleanup C;
  C.P = P;
  C.Type = T;
  C.L = L;
  push(std::move(C));
}

} // namespace tidepool::summary::extraction
