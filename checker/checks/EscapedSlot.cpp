//===- EscapedSlot.cpp - tidepool-escaped-slot -----------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Check.h"
#include "checker/summary/FunctionGraph.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace llvm;
using namespace tidepool::solve;
using namespace tidepool::summary;

namespace tidepool::checks {
namespace {

/// Calls that lead to a wait are followed this far.
constexpr unsigned MaxDepth = 4;

class Escapes {
public:
  explicit Escapes(Query &Q) : Q(Q), A(Q.A), Waits(A.P.Functions.size()) {}
  void run();

private:
  bool waits(FnId F, unsigned Depth = 0);
  bool isWait(const Node &N, unsigned Depth);
  bool waitsBehind(FnId F, NodeId N);
  const Holder *slotOf(FnId F, ValueId V) const;
  const Holder *capturedSlot(FnId F, ValueId V) const;
  Finding start(FnId F, NodeId N, const Holder &H) const;
  void captured(uint32_t Task);
  void stored(FnId F, NodeId N);
  bool takenBack(Sym Where) const;
  bool usedElsewhere(Sym Where, FnId F) const;

  Query &Q;
  Analysis &A;
  std::vector<std::optional<bool>> Waits; ///< by function
  std::set<std::tuple<FnId, NodeId, const Holder *>> Told;
};

} // namespace

bool Escapes::isWait(const Node &N, unsigned Depth) {
  if (N.Kind != NodeKind::Call)
    return false;
  if (N.Callee == NoSym && N.Text != NoSym && A.P.text(N.Text) == WaitsText)
    return true;
  return Depth < MaxDepth && any_of(A.V.callees(N), [&](FnId G) { return waits(G, Depth + 1); });
}

bool Escapes::waits(FnId F, unsigned Depth) {
  if (Waits[F])
    return *Waits[F];
  Waits[F] = false; // recursion
  bool Found = any_of(A.P.Functions[F].Nodes, [&](const Node &N) { return isWait(N, Depth); });
  return *(Waits[F] = Found);
}

/// Until then the slot's thread does not go on: it lends the slot.
bool Escapes::waitsBehind(FnId F, NodeId N) {
  const Function &Fn = A.P.Functions[F];
  std::vector<bool> Behind = behind(Fn, N);
  for (NodeId M = 0; M != Fn.Nodes.size(); ++M)
    if (Behind[M] && isWait(Fn.Nodes[M], 0))
      return true;
  return false;
}

/// The native variable whose storage on this thread the value leads to.
const Holder *Escapes::slotOf(FnId F, ValueId V) const {
  if (V == None)
    return nullptr;
  for (TermId X : A.V.eval(F, V)) {
    const TermData &D = A.T.get(X);
    if (D.K != TermKind::Address)
      continue;
    if (auto C = A.S.cell(D.Place); C && A.S[*C].Decl->Kind == HolderKind::Native)
      return A.S[*C].Decl;
    // A variable that is captured by reference, and is a pointer to the slot.
    const PlaceData &At = A.T[D.Place];
    if (At.R == PlaceRoot::Local && At.Steps.empty())
      for (TermId Y : A.V.load(D.Place))
        if (A.T.get(Y).K == TermKind::Address)
          if (auto C = A.S.cell(A.T.get(Y).Place); C && A.S[*C].Decl->Kind == HolderKind::Native)
            return A.S[*C].Decl;
  }
  return nullptr;
}

/// Among the captures, bound arguments and members of a callable.
const Holder *Escapes::capturedSlot(FnId F, ValueId V) const {
  if (V == None)
    return nullptr;
  const Value &Val = A.P.Functions[F].Values[V];
  switch (Val.Kind) {
  case ValueKind::Closure:
  case ValueKind::Bind:
  case ValueKind::Object:
  case ValueKind::Fresh:
  case ValueKind::Wrap:
    for (ValueId Op : Val.Operands)
      if (const Holder *H = slotOf(F, Op))
        return H;
    for (ValueId Op : Val.Operands)
      if (const Holder *H = Op == V ? nullptr : capturedSlot(F, Op))
        return H;
    return nullptr;
  default:
    return nullptr;
  }
}

Finding Escapes::start(FnId F, NodeId N, const Holder &H) const {
  Story S(A);
  Finding X;
  X.Check = "tidepool-escaped-slot";
  X.Primary = S.at(F, N);
  X.Holder = A.P.text(H.Name).str();
  X.Function = S.function(F);
  X.Steps.push_back({Step::Kind::Holder, S.at(H.L), "'" + X.Holder + "' has one value per thread and is declared here"});
  return X;
}

void Escapes::captured(uint32_t Task) {
  const solve::Task &Tk = A.Tasks.Tasks[Task];
  FnId F = Tk.SubmitFn;
  if (F == NoTerm)
    return;
  const Node &N = A.P.Functions[F].Nodes[Tk.SubmitNode];
  SmallVector<ValueId, 4> Given(N.Args.begin(), N.Args.end());
  Given.push_back(N.Val);
  for (ValueId V : Given) {
    const Holder *H = capturedSlot(F, V);
    if (!H && V != N.Val && N.Kind == NodeKind::Submit)
      H = slotOf(F, V);
    if (!H || (H->Annotations & CacheAnnotation) || waitsBehind(F, Tk.SubmitNode) ||
        !Told.insert({F, Tk.SubmitNode, H}).second)
      continue;
    Finding X = start(F, Tk.SubmitNode, *H);
    X.Message = taskName(A, Task) + " gets the address of this thread's '" + X.Holder +
                "': on the pool's thread it uses another thread's value, while that one goes on with it or after it has ended";
    X.Steps.push_back({Step::Kind::Submission, X.Primary, "the address is handed over here, and nobody waits for the task"});
    X.Steps.push_back(advice(X.Primary, "hand over a copy of the value"));
    Q.Out.push_back(std::move(X));
  }
}

/// Something takes an element out again, or puts null in its place.
bool Escapes::takenBack(Sym Where) const {
  return any_of(A.P.Functions, [&](const Function &Fn) {
    return any_of(Fn.Nodes, [&](const Node &N) {
      bool Named = (N.P.R == Root::Global && N.P.Index == Where) || is_contained(N.P.Steps, Where);
      bool Takes = N.Kind == NodeKind::Take || (N.Kind == NodeKind::Access && (N.Op == AccessOp::Erase || N.Op == AccessOp::Remove)) ||
                   (N.Kind == NodeKind::Store && N.Val != None && Fn.Values[N.Val].Kind == ValueKind::Empty);
      return Named && Takes && !A.P.text(Fn.Usr).contains("#init");
    });
  });
}

/// A function other than F reads what is there.
bool Escapes::usedElsewhere(Sym Where, FnId F) const {
  for (FnId G = 0; G != A.P.Functions.size(); ++G)
    if (G != F && any_of(A.P.Functions[G].Values, [&](const Value &V) {
          return (V.Kind == ValueKind::Load || V.Kind == ValueKind::Address) &&
                 ((V.P.R == Root::Global && V.P.Index == Where) || is_contained(V.P.Steps, Where));
        }))
      return true;
  return false;
}

/// In a variable or container that all threads share, by code that runs on a pool's threads.
void Escapes::stored(FnId F, NodeId N) {
  const Function &Fn = A.P.Functions[F];
  const Node &Nd = Fn.Nodes[N];
  if (Nd.Kind != NodeKind::Store || Nd.P.R != Root::Global || A.P.holder(Nd.P.Index) ||
      any_of(Nd.P.Steps, [&](Sym S) { return A.P.holder(S); }))
    return;
  const Holder *H = slotOf(F, Nd.Val);
  if (!H || (H->Annotations & CacheAnnotation) || takenBack(Nd.P.Index) || !usedElsewhere(Nd.P.Index, F) ||
      !Told.insert({F, N, H}).second)
    return;
  const Entity *E = A.P.entity(Nd.P.Index);
  Finding X = start(F, N, *H);
  X.Message = "the address of this thread's '" + X.Holder + "' is kept in '" + (E ? A.P.text(E->Name).str() : "") +
              "', where other threads find it, and nothing takes it out: they use this thread's value, also when it has ended";
  X.Steps.push_back({Step::Kind::Write, X.Primary, "the address is stored here"});
  X.Steps.push_back(advice(X.Primary, "store a copy, or take the address out before the thread ends"));
  Q.Out.push_back(std::move(X));
}

void Escapes::run() {
  for (uint32_t I = 0; I != A.Tasks.Tasks.size(); ++I)
    captured(I);
  for (FnId F = 0; F != A.P.Functions.size(); ++F)
    if (A.reachedByTask(F))
      for (NodeId N = 0; N != A.P.Functions[F].Nodes.size(); ++N)
        stored(F, N);
}

static void run(Query &Q) { Escapes(Q).run(); }

extern const Check EscapedSlot{"tidepool-escaped-slot",
                               "the address of this thread's slot goes to another thread", run};

} // namespace tidepool::checks
