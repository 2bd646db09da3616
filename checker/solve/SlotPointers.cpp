//===- SlotPointers.cpp - Pointers to a slot, used behind a suspension -----===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/SlotPointers.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

namespace {
class Search {
public:
  Search(Analysis &A, FnId F, ArrayRef<NodeId> Points)
      : A(A), F(F), Fn(A.P.Functions[F]), Points(Points.begin(), Points.end()) {}
  std::vector<OldPointer> run();

private:
  std::optional<CellId> slotAt(TermId X);
  std::optional<CellId> slotIn(const TermSet &Values);
  std::optional<CellId> pointsTo(ValueId Id);
  void fromStores();
  void fromCallers();
  void follow(const OldPointer &P, const Path &Kept, NodeId From, bool Behind);
  bool under(const Path &P, const Path &Kept) const;
  bool valueUses(ValueId Id, const Path &Kept, unsigned Depth = 0) const;
  bool uses(const Node &N, const Path &Kept) const;

  Analysis &A;
  FnId F;
  const Function &Fn;
  DenseSet<NodeId> Points;
  std::vector<OldPointer> Found;
};
} // namespace

std::vector<OldPointer> Search::run() {
  fromStores();
  fromCallers();
  return std::move(Found);
}

/// The storage that a pointer value refers to, where it is the thread's slot, a part of it, or a block that
/// the thread has allocated for itself.
std::optional<CellId> Search::slotAt(TermId X) {
  const TermData &D = A.T.get(X);
  if (D.K == TermKind::Address)
    return A.S.cell(D.Place);
  if (D.K != TermKind::Content)
    return std::nullopt;
  auto C = A.S.cell(D.Place);
  return C && A.S.ownBlock(*A.S[*C].Decl) ? C : std::nullopt;
}

std::optional<CellId> Search::slotIn(const TermSet &Values) {
  for (TermId X : Values)
    if (auto C = slotAt(X))
      return C;
  return std::nullopt;
}

std::optional<CellId> Search::pointsTo(ValueId Id) {
  if (auto C = slotIn(A.V.eval(F, Id)))
    return C;
  const Value &Val = Fn.Values[Id];
  if (Val.Kind == ValueKind::Load)
    for (PlaceId Pl : A.V.places(F, Val.P))
      if (auto C = A.S.cell(Pl); C && A.S.ownBlock(*A.S[*C].Decl))
        return C;
  return std::nullopt;
}

static bool sameVariable(const Path &A, const Path &B) { return A.R == B.R && A.Index == B.Index; }

/// Is P what the pointer kept in Kept refers to, or a part of it?
bool Search::under(const Path &P, const Path &Kept) const {
  if (!sameVariable(P, Kept) || P.Steps.size() < Kept.Steps.size() ||
      !std::equal(Kept.Steps.begin(), Kept.Steps.end(), P.Steps.begin()))
    return false;
  return Kept.R == Root::This ? !P.Steps.empty()
                              : P.Steps.size() > Kept.Steps.size() && P.Steps[Kept.Steps.size()] == DerefSym;
}

/// Something is taken out of what the pointer refers to, or the pointer itself is handed on.
bool Search::valueUses(ValueId Id, const Path &Kept, unsigned Depth) const {
  if (Id == None || Depth > 8)
    return false;
  const Value &Val = Fn.Values[Id];
  if (Val.P.valid()) {
    bool Whole = Val.Kind == ValueKind::Load && Val.P == Kept;
    if (under(Val.P, Kept) || (Whole && Kept.R != Root::This))
      return true;
  }
  return any_of(Val.Operands, [&](ValueId Op) { return valueUses(Op, Kept, Depth + 1); });
}

bool Search::uses(const Node &N, const Path &Kept) const {
  if (N.Kind == NodeKind::Branch || N.Cleanup)
    return false;
  if (N.P.valid() && under(N.P, Kept) && !(N.Kind == NodeKind::Access && N.Op == AccessOp::Test))
    return true;
  return valueUses(N.Val, Kept) || valueUses(N.This, Kept) ||
         any_of(N.Args, [&](ValueId Arg) { return valueUses(Arg, Kept); });
}

void Search::fromStores() {
  for (NodeId N = 0; N != Fn.Nodes.size(); ++N) {
    const Node &Nd = Fn.Nodes[N];
    bool Variable = Nd.P.R == Root::Local || Nd.P.R == Root::Param;
    if (Nd.Kind != NodeKind::Store || Nd.Val == None || !Variable || is_contained(Nd.P.Steps, DerefSym))
      continue;
    ValueKind K = Fn.Values[Nd.Val].Kind;
    if (K != ValueKind::Address && K != ValueKind::Load && K != ValueKind::Result)
      continue;
    auto C = pointsTo(Nd.Val);
    if (!C)
      continue;
    const auto &Variables = Nd.P.R == Root::Local ? Fn.Locals : Fn.Params;
    Sym Name = Nd.P.Index < Variables.size() ? Variables[Nd.P.Index].Name : NoSym;
    follow({.C = *C, .Name = Name, .TakenIn = F, .Taken = N}, Nd.P, N, /*Behind=*/true);
  }
}

void Search::fromCallers() {
  for (const Values::CallSite &Call : A.V.callers(F)) {
    Binding B = A.V.bind(Call.Fn, A.P.Functions[Call.Fn].Nodes[Call.Node], F);
    for (uint32_t I = 0; I < B.Params.size() && I < Fn.Params.size(); ++I)
      if (auto C = Fn.Params[I].Pointer ? slotIn(B.Params[I]) : std::nullopt)
        follow({.C = *C, .Name = Fn.Params[I].Name, .TakenIn = Call.Fn, .Taken = Call.Node},
               {.R = Root::Param, .Index = I, .Steps = {}}, 0, /*Behind=*/false);
    if (Fn.Flags & IsLambda)
      continue;
    for (PlaceId Object : B.This)
      if (auto C = A.S.cell(Object)) {
        follow({.C = *C, .TakenIn = Call.Fn, .Taken = Call.Node}, {.R = Root::This, .Index = 0, .Steps = {}},
               0,
               /*Behind=*/false);
        break;
      }
  }
}

/// All ways from where the pointer is taken, until it is used behind a suspension or taken anew.
void Search::follow(const OldPointer &P, const Path &Kept, NodeId From, bool Behind) {
  std::set<std::pair<NodeId, NodeId>> Seen; // node, and the suspension before
  std::vector<std::pair<NodeId, NodeId>> Work;
  auto push = [&](NodeId N, NodeId Suspended) {
    if (N != None && Seen.insert({N, Suspended}).second)
      Work.push_back({N, Suspended});
  };
  if (Behind)
    for (NodeId N : Fn.Nodes[From].Succs)
      push(N, None);
  else
    push(From, None);
  while (!Work.empty()) {
    auto [N, Suspended] = Work.back();
    Work.pop_back();
    const Node &Nd = Fn.Nodes[N];
    if (Suspended != None && uses(Nd, Kept)) {
      OldPointer Old = P;
      Old.Suspended = Suspended;
      Old.Used = N;
      Found.push_back(Old);
      continue;
    }
    bool Anew = Nd.Kind == NodeKind::Store && sameVariable(Nd.P, Kept) &&
                Nd.P.Steps.size() <= Kept.Steps.size() &&
                std::equal(Nd.P.Steps.begin(), Nd.P.Steps.end(), Kept.Steps.begin());
    if (Anew)
      continue;
    if (Suspended == None && Points.contains(N))
      Suspended = N;
    for (NodeId To : Nd.Succs)
      push(To, Suspended);
  }
}

std::vector<OldPointer> oldPointers(Analysis &A, FnId F, ArrayRef<NodeId> Points) {
  return Search(A, F, Points).run();
}

} // namespace tidepool::solve
