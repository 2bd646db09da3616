//===- Storage.cpp - Reads and writes of places --------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"

using namespace clang;

namespace tidepool::summary::extraction {

/// The slot of a native thread-local or of a holder object, or a part of it; not what a pointer in it
/// leads to.
bool FunctionBuilder::isSlot(const Path &P) const {
  auto From = P.Steps.begin();
  bool Slot = P.R == Root::Global && (U.isThreadLocal(P.Index) || U.isHolderObject(P.Index));
  if (!Slot) {
    From = llvm::find_if(P.Steps, [&](Sym S) { return S >= FirstFreeSym && U.isHolderObject(S); });
    Slot = From != P.Steps.end();
  }
  return Slot && std::find(From, P.Steps.end(), DerefSym) == P.Steps.end();
}

/// A local reference that was bound to a slot in this function.
bool FunctionBuilder::refersToSlot(const Path &P) const {
  if (P.R != Root::Local || P.Steps.size() != 1 || P.Steps.front() != DerefSym)
    return false;
  return llvm::any_of(F.Nodes, [&](const Node &Nd) {
    return Nd.Kind == NodeKind::Store && Nd.P.R == Root::Local && Nd.P.Index == P.Index && Nd.P.Steps.empty() &&
           Nd.Val != None && get(Nd.Val).Kind == ValueKind::Address && isSlot(get(Nd.Val).P);
  });
}

/// A place that the solver may find to be a slot once it knows what pointers and objects are.
bool FunctionBuilder::couldBeSlot(const Path &P) const {
  switch (P.R) {
  case Root::Global:
    return U.isThreadLocal(P.Index) || isSlot(P);
  case Root::This:
    return !P.Steps.empty();
  case Root::Param:
  case Root::Local:
    return llvm::is_contained(P.Steps, DerefSym) || isSlot(P);
  case Root::Result:
    return true;
  case Root::Invalid:
    return false;
  }
  return false;
}

NodeId FunctionBuilder::access(AccessOp Op, const Path &P, SourceLocation L, ValueId Val, Sym Text) {
  NodeId Id = add(NodeKind::Access, L);
  Node &A = at(Id);
  A.Op = Op;
  A.P = P;
  if (const Entry *In = entryAt(P)) {
    A.P = In->At;
    A.P.Steps.insert(A.P.Steps.end(), P.Steps.begin() + 1, P.Steps.end());
    A.Args = {In->Key};
    A.Op = Op == AccessOp::Write ? AccessOp::Append : Op;
    if (A.Op == AccessOp::Append && In->Growth != NoSym)
      A.Types = {In->Growth};
  }
  A.Val = Val;
  A.Text = Text;
  if (Op != AccessOp::Read && Op != AccessOp::Test)
    RecentReads.clear();
  return Id;
}

/// Behind an iterator, or the reference of a range-based loop: the place that names the container was read.
bool FunctionBuilder::namesElement(const Path &P) const {
  if (P.R != Root::Local || P.Steps.empty() || P.Steps.front() != DerefSym)
    return false;
  const Variable &V = F.Locals[P.Index];
  return Elements.contains(P.Index) || (!V.Pointer && V.Name != NoSym);
}

void FunctionBuilder::read(const Path &P, Use Us, SourceLocation L) {
  if (Us == Use::Nothing || !couldBeSlot(P) || namesElement(P))
    return;
  // A copy may be a save; a real use after it must not be hidden by it.
  std::pair<Path, unsigned> Here{P, U.N.loc(L).Line};
  bool Real = Us == Use::Used || Us == Use::Referred;
  if (Real && llvm::is_contained(RecentReads, Here))
    return;
  Sym Text = Us == Use::Copied ? N.text("copy") : Us == Use::Returned ? N.text("return") : NoSym;
  access(AccessOp::Read, P, L, None, Text);
  if (Real)
    RecentReads.push_back(std::move(Here));
}

void FunctionBuilder::test(const Path &P, SourceLocation L) {
  if (couldBeSlot(P))
    access(AccessOp::Test, P, L);
}

void FunctionBuilder::testBy(llvm::StringRef Name, const Path &P, SourceLocation L) {
  bool Size = Name == "size" || Name == "length" || Name == "count" || Name == "capacity";
  if (couldBeSlot(P))
    access(AccessOp::Test, P, L, None, Size ? N.text("size") : NoSym);
}

ValueId FunctionBuilder::loadFrom(const Path &P, Use Us, SourceLocation L) {
  read(P, Us, L);
  if (P.R == Root::Result && P.Steps.empty())
    return resultOf(P.Index);
  return load(P);
}

bool FunctionBuilder::isConstant(ValueId V) const {
  if (V == None)
    return true;
  const Value &Val = get(V);
  switch (Val.Kind) {
  case ValueKind::Const:
  case ValueKind::Empty:
  case ValueKind::Unknown:
    return true;
  case ValueKind::Object:
  case ValueKind::Compute:
    return Val.Node == None && llvm::all_of(Val.Operands, [&](ValueId Op) { return isConstant(Op); });
  default:
    return false;
  }
}

/// `auto old = exchange(h, v)`: what was kept aside in a made-up local can be kept in the variable itself.
/// Only where the variable has just come to be, so that nothing in between can have looked at it.
bool FunctionBuilder::renamesTemporary(const Path &P, ValueId V) {
  bool Variable = P.R == Root::Local && P.Steps.empty() && F.Locals[P.Index].Name != NoSym;
  bool Member = P.R == Root::This && P.Steps.size() == 1;
  if ((!Variable && !Member) || V == None || get(V).Kind != ValueKind::Load)
    return false;
  const Path From = get(V).P;
  if (From.R != Root::Local || !From.Steps.empty() || F.Locals[From.Index].Name != NoSym)
    return false;
  NodeId Made = None;
  for (NodeId Id = 4; Id < F.Nodes.size(); ++Id) {
    const Node &Nd = F.Nodes[Id];
    if (Nd.Kind == NodeKind::Store && Nd.P == From) {
      if (Made != None)
        return false;
      Made = Id;
    }
    bool Touches = Nd.P.R == P.R && (Member || Nd.P.Index == P.Index);
    bool Between = Made != None && Id > Made && Nd.Kind != NodeKind::Access && Nd.Kind != NodeKind::Store &&
                   Nd.Kind != NodeKind::Take;
    if ((Variable || Made != None) && (Touches || Between))
      return false;
  }
  if (Made == None || get(F.Nodes[Made].Val).Kind != ValueKind::Load)
    return false;
  at(Made).P = P;
  return true;
}

/// `slots_ = new Holder`: the holder's declaration is that of what keeps it.
void FunctionBuilder::keepHolder(const Path &P, ValueId V) {
  auto Made = FreshHolders.find(V);
  if (Made == FreshHolders.end())
    return;
  if (!P.Steps.empty())
    return U.ownedHolder(P.Steps.back(), Made->second);
  if (P.R == Root::Global)
    return U.ownedHolder(P.Index, Made->second);
  if (P.R == Root::Local)
    for (auto &[Variable, Index] : Locals)
      if (Index == P.Index)
        return U.ownedHolder(Variable, N.derived(F.Usr, "#" + Variable->getName()), Lifetime::Local, Made->second);
}

void FunctionBuilder::store(const Path &P, ValueId V, SourceLocation L) {
  if (!P.valid())
    return;
  keepHolder(P, V);
  // Tables of constants tell nobody anything.
  if (Initialising && P.R == Root::Global && isConstant(V))
    return;
  if (renamesTemporary(P, V))
    return;
  bool OfState = JustReturned.Ref.Call && JustReturned.Nodes == F.Nodes.size();
  NodeId Id = add(NodeKind::Store, L);
  at(Id).P = P;
  at(Id).Val = V;
  if (P.R != Root::Local || !P.Steps.empty())
    RecentReads.clear();
  else
    llvm::erase_if(RecentReads, [&](const auto &R) { return R.first.R == P.R && R.first.Index == P.Index; });
  if (P.R != Root::Local || !P.Steps.empty())
    return;
  StateResults.erase(P.Index);
  if (OfState)
    StateResults[P.Index] = JustReturned;
  InitialisedBy.erase(P.Index);
  if (V != None && get(V).Kind == ValueKind::Result)
    InitialisedBy[P.Index] = get(V).Node;
}

/// `x = head; head = x->next;` and `x = job; job = nullptr;` take an element from a home-made queue.
bool FunctionBuilder::unlinks(const Path &P, ValueId V) const {
  bool Shared = P.R == Root::Global || P.R == Root::This || (P.R == Root::Param && !P.Steps.empty()) ||
                (P.R == Root::Local && !P.Steps.empty() && P.Steps.front() == DerefSym);
  if (!Shared || V == None)
    return false;
  const Value &Val = get(V);
  bool Next = Val.Kind == ValueKind::Load && Val.P.R == Root::Local && !Val.P.Steps.empty() &&
              Val.P.Steps.front() == DerefSym;
  if (!Next && Val.Kind != ValueKind::Empty)
    return false;
  return llvm::any_of(F.Nodes, [&](const Node &Nd) {
    if (Nd.Kind != NodeKind::Store || Nd.P.R != Root::Local || !Nd.P.Steps.empty() || Nd.Val == None)
      return false;
    const Value &Kept = get(Nd.Val);
    return Kept.Kind == ValueKind::Load && Kept.P == P && (!Next || Nd.P.Index == Val.P.Index);
  });
}

/// The content of a place is replaced by V.
void FunctionBuilder::assign(const Path &P, ValueId V, SourceLocation L) {
  if (auto It = CreatedKeys.find(V); It != CreatedKeys.end()) {
    access(AccessOp::CreateKey, P, L, It->second);
    return;
  }
  if (entryAt(P)) {
    access(AccessOp::Append, P, L, V);
    return;
  }
  if (!isSlot(P)) {
    if (unlinks(P, V))
      at(add(NodeKind::Take, L)).P = P;
    store(P, V, L);
    return;
  }
  bool Initial = P.Steps.empty() && V != None && get(V).Kind == ValueKind::Const && get(V).Symbol != NoSym &&
                 get(V).Symbol == U.initialOf(P.Index);
  access(isEmpty(V) || Initial ? AccessOp::Remove : AccessOp::Write, P, L, V);
}

void FunctionBuilder::clear(const Path &P, SourceLocation L) { assign(P, empty(), L); }

/// A call without a body has written something made of V to a place it was given.
void FunctionBuilder::overwritten(const Path &P, ValueId V, SourceLocation L) {
  if (isSlot(P))
    access(AccessOp::Write, P, L, V);
  else
    store(P, V, L);
}

/// Keeps what a place holds now, before it changes.
ValueId FunctionBuilder::takeOld(const Path &P, QualType T, SourceLocation L) {
  read(P, Use::Copied, L);
  return load(hold(load(P), T, L));
}

} // namespace tidepool::summary::extraction
