//===- Workers.cpp - Worker loops of home-made pools ----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Workers.h"
#include "checker/solve/Takings.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallSet.h"
#include <set>

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

/// Trampolines between a thread's entry and the loop's call of the task.
static constexpr unsigned MaxFrames = 8;
/// A loop that gives the elements orders stands near the thread's entry if it is a worker's.
static constexpr unsigned NearEntry = 4;
/// Calls between the loop and the helper that calls what was taken.
static constexpr unsigned CallDepth = 2;
/// A virtual trampoline (Thread::run) has few overriders; where there are many it is a task, or an interface.
static constexpr unsigned MaxOverriders = 8;
/// What a trampoline calls of an element's members: the work, and at most something before or after it.
static constexpr unsigned MaxAsked = 2;

namespace {
class Search {
public:
  explicit Search(Values &V) : V(V), P(V.P), Takes(V) {}
  std::vector<WorkerLoop> run();

private:
  void visit(FnId F, Binding Env, bool InLoop);
  void visitCall(FnId F, NodeId N, bool InLoop);
  std::optional<PlaceId> takenPlace(TermId X);
  bool asksForKind(FnId F, const Node &Branch);
  void considerKinds(FnId F, bool InLoop);
  bool asks(FnId F, NodeId N) const;
  void consider(FnId F, NodeId N);
  TermSet resolve(TermSet S) const;
  PlaceSet resolve(PlaceSet S) const;
  bool takenFrom(PlaceId Id, unsigned Members);
  ArrayRef<Frame> fromLoop() const;
  void report(FnId F, NodeId N, PlaceId From, Sym Method, FnId Fixed = NoTerm);
  void dropBodies();

  Values &V;
  const Program &P;
  Takings Takes;
  std::vector<Frame> Stack;
  std::set<std::pair<FnId, bool>> Visited;
  std::vector<WorkerLoop> Found;
};
} // namespace

std::vector<WorkerLoop> Search::run() {
  for (auto &[Entry, Site] : threadEntries(V)) {
    SmallVector<TermSet, 4> Args;
    Visited.clear();
    visit(Entry.Fn, V.bind(Entry, Args), false);
  }
  dropBodies();
  return std::move(Found);
}

/// A method of an element that makes one of the element's members run is a trampoline (execute() { fn_(); }). One that
/// asks several things of its members is a body of work, and so is all that it calls.
void Search::dropBodies() {
  DenseMap<FnId, std::set<Sym>> Asks;
  for (const WorkerLoop &L : Found) {
    const Frame &Last = L.Frames.back();
    const Node &N = P.Functions[Last.Fn].Nodes[Last.Node];
    if (L.Fixed == NoTerm && !N.InLoop && N.Kind == NodeKind::Call && N.This != None &&
        P.Functions[Last.Fn].Values[N.This].P.R == Root::This)
      Asks[Last.Fn].insert(N.Callee);
  }
  erase_if(Found, [&](const WorkerLoop &L) {
    return any_of(L.Frames, [&](const Frame &Fr) {
      auto It = Asks.find(Fr.Fn);
      return It != Asks.end() && It->second.size() > MaxAsked;
    });
  });
}

/// Terms of the innermost frame, with the parameters of all frames filled in.
TermSet Search::resolve(TermSet S) const {
  for (const Frame &Fr : reverse(Stack)) {
    TermSet Next;
    for (TermId X : S)
      for (TermId Y : V.substitute(X, Fr.Env))
        addTo(Next, Y);
    S = std::move(Next);
  }
  return S;
}

PlaceSet Search::resolve(PlaceSet S) const {
  for (const Frame &Fr : reverse(Stack)) {
    PlaceSet Next;
    for (PlaceId X : S)
      for (PlaceId Y : V.substitutePlace(X, Fr.Env))
        addTo(Next, Y);
    S = std::move(Next);
  }
  return S;
}

/// The frames from the outermost loop on: what was taken may run through a loop of its own before it calls.
ArrayRef<Frame> Search::fromLoop() const {
  return ArrayRef<Frame>(Stack).drop_until(
      [&](const Frame &Fr) { return P.Functions[Fr.Fn].Nodes[Fr.Node].InLoop; });
}

/// Is the place an element of something that this loop takes from, or (for callables) one of its members? What lies
/// further away is data of the element, which its own methods call.
bool Search::takenFrom(PlaceId Id, unsigned Members) {
  const PlaceData D = V.T[Id];
  auto taken = [&](Sym S, ArrayRef<Sym> Behind) {
    while (!Behind.empty() && Behind.front() == DerefSym)
      Behind = Behind.drop_front();
    bool Element = !Behind.empty() && Behind.front() == ElementSym;
    for (const Frame &Fr : fromLoop()) {
      const Taken &Tk = Takes.in(Fr.Fn);
      if (Tk.Lists.contains(S) || (!Element && Tk.Grabbed.contains(S)))
        return true;
      // What a loop walks over and only then takes away is a list of things to do, not a queue.
      bool Loops = P.Functions[Fr.Fn].Nodes[Fr.Node].InLoop;
      if (auto It = Tk.Containers.find(S); Element && It != Tk.Containers.end() && (!Loops || It->second < Fr.Node))
        return true;
    }
    // A field set to null afterwards is a hand-over only where the loop itself calls what was in it.
    const Frame &Last = Stack.back();
    return !Element && P.Functions[Last.Fn].Nodes[Last.Node].InLoop && Takes.in(Last.Fn).HandOvers.contains(S) &&
           !Takes.feedsItself(Last.Fn, S);
  };
  ArrayRef<Sym> Steps(D.Steps);
  unsigned Named = 0;
  for (size_t I = Steps.size(); I--;) {
    if (Steps[I] < FirstFreeSym)
      continue;
    if (taken(Steps[I], Steps.drop_front(I + 1)))
      return true;
    if (++Named > Members)
      return false;
  }
  return (D.R == PlaceRoot::Global || D.R == PlaceRoot::Field) && taken(D.A, Steps);
}

void Search::visit(FnId F, Binding Env, bool InLoop) {
  // A function met again in the same situation on the way from this entry brings nothing new.
  unsigned SinceLoop = 0;
  for (const Frame &Fr : reverse(Stack)) {
    if (P.Functions[Fr.Fn].Nodes[Fr.Node].InLoop)
      break;
    ++SinceLoop;
  }
  if (InLoop && SinceLoop >= CallDepth)
    return;
  if (Stack.size() >= MaxFrames || !Visited.insert({F, InLoop}).second)
    return;
  Stack.push_back({.Fn = F, .Env = std::move(Env)});
  const Function &Fn = P.Functions[F];
  for (NodeId N = 0; N != Fn.Nodes.size(); ++N) {
    const Node &Nd = Fn.Nodes[N];
    if (Nd.Cleanup)
      continue;
    bool Loops = InLoop || Nd.InLoop;
    Stack.back().Node = N;
    if (Nd.Kind == NodeKind::Invoke) {
      size_t Before = Found.size();
      if (Loops)
        consider(F, N);
      // A trampoline: the callable was bound where the thread was started.
      if (Found.size() == Before)
        visitCall(F, N, Loops);
    } else if (Nd.Kind == NodeKind::Call) {
      size_t Before = Found.size();
      if (Loops && (Nd.Virtual || P.text(Nd.Callee).contains("@F@operator()")))
        consider(F, N);
      if (Found.size() == Before)
        visitCall(F, N, Loops);
    }
  }
  considerKinds(F, InLoop);
  Stack.pop_back();
}

void Search::visitCall(FnId F, NodeId N, bool InLoop) {
  const Node &Nd = P.Functions[F].Nodes[N];
  if (Nd.Kind == NodeKind::Call) {
    auto Callees = V.callees(Nd);
    if (Nd.Virtual && Callees.size() > MaxOverriders)
      return;
    for (FnId Callee : Callees)
      visit(Callee, V.bind(F, Nd, Callee), InLoop);
    return;
  }
  SmallVector<TermSet, 4> Args;
  for (ValueId A : Nd.Args)
    Args.push_back(V.eval(F, A));
  // A thread class keeps its body in a field until it is started. In a loop such a callable is work, not a trampoline.
  for (TermId X : resolve(V.eval(F, Nd.Val)))
    for (const Target &T : V.targets(X, /*WithHeap=*/!InLoop))
      visit(T.Fn, V.bind(T, Args), InLoop);
}

/// Where the loop took the value, or what it refers to: an element of what it takes from, or a member of one.
std::optional<PlaceId> Search::takenPlace(TermId X) {
  const TermData D = V.T.get(X);
  if (D.K != TermKind::Content && D.K != TermKind::Address)
    return std::nullopt;
  if (takenFrom(D.Place, 1))
    return D.Place;
  // An element that was moved or popped into a local, of which the callee gets the address.
  if (D.K == TermKind::Address && V.T[D.Place].R == PlaceRoot::Local)
    for (TermId Y : resolve(V.load(D.Place)))
      if (const TermData &In = V.T.get(Y); In.K == TermKind::Content && takenFrom(In.Place, 1))
        return In.Place;
  return std::nullopt;
}

/// A method that only says something about its object: a const one that is asked for its result, or one that does
/// nothing but return.
bool Search::asks(FnId F, NodeId N) const {
  const Function &Fn = P.Functions[F];
  const Node &Call = Fn.Nodes[N];
  auto resultOf = [&](const Path &Pth) { return Pth.R == Root::Result && Pth.Index == N; };
  bool Const = P.text(Call.Callee).ends_with("#1"); // so ends the USR of a const method
  if (Const && (any_of(Fn.Conds, [&](const Cond &C) { return C.Call == N || resultOf(C.P); }) ||
                any_of(Fn.Values, [&](const Value &Val) {
                  return (Val.Kind == ValueKind::Result && Val.Node == N) || resultOf(Val.P);
                })))
    return true;
  // What comes out is kept or given on: a walker's next item, a part of the object. A task that says which task comes
  // next is put where it was itself.
  auto returned = [&](ValueId Id) {
    return Id != summary::None && ((Fn.Values[Id].Kind == ValueKind::Result && Fn.Values[Id].Node == N) ||
                                   (Fn.Values[Id].Kind == ValueKind::Load && resultOf(Fn.Values[Id].P)));
  };
  const Path &Object = Call.This != summary::None ? Fn.Values[Call.This].P : Call.P;
  if (Call.Virtual && any_of(Fn.Nodes, [&](const Node &In) {
        if (!returned(In.Val))
          return false;
        if (In.Kind == NodeKind::Return)
          return true;
        bool Kept = In.P.R == Root::Local && In.P.Steps.empty();
        return In.puts() && (!Kept || (Fn.Locals[In.P.Index].Pointer && In.P.Index != Object.Index));
      }))
    return true;
  auto idle = [&](const Node &In) {
    return In.Kind <= NodeKind::Nop || In.Kind == NodeKind::Return ||
           (In.Kind == NodeKind::Access && In.Op == AccessOp::Read) ||
           (In.Kind == NodeKind::Call && In.Callee == Call.Callee);
  };
  auto gives = [](const Node &In) { return In.Kind == NodeKind::Return && In.Val != None; };
  auto Callees = V.callees(Call);
  return !Callees.empty() && all_of(Callees, [&](FnId G) {
    return all_of(P.Functions[G].Nodes, idle) && any_of(P.Functions[G].Nodes, gives);
  });
}

/// Is what this node calls taken out of storage that outlives the iteration?
void Search::consider(FnId F, NodeId N) {
  const Node &Nd = P.Functions[F].Nodes[N];
  if (Nd.Kind == NodeKind::Call) {
    if (P.text(Nd.Callee).contains("@F@~") || (Nd.Virtual && asks(F, N)))
      return; // deleted or asked, not run
    if (Nd.Virtual && !Nd.Args.empty() && Stack.size() > NearEntry)
      return; // told what to do, deep inside of something else's work
    PlaceSet Objects;
    for (TermId X : resolve(V.eval(F, Nd.This)))
      for (PlaceId Q : V.pointees(X)) {
        addTo(Objects, Q);
        // A functor was moved out of the queue into a local.
        if (V.T[Q].R == PlaceRoot::Local)
          for (TermId Y : resolve(V.load(Q)))
            if (V.T.get(Y).K == TermKind::Content)
              addTo(Objects, V.T.get(Y).Place);
      }
    // The element itself is asked to run, or one of its members is: by the loop, or by the element without being
    // told what to do.
    bool ByLoop = Nd.This != summary::None && P.Functions[F].Values[Nd.This].P.R == Root::Local;
    unsigned Members = ByLoop || Nd.Args.empty() || P.text(Nd.Callee).contains("@F@operator()") ? 1 : 0;
    for (PlaceId Q : Objects)
      if (takenFrom(Q, Members))
        return report(F, N, Q, Nd.Virtual ? Nd.Callee : NoSym);
    return;
  }
  TermSet Callables = resolve(V.eval(F, Nd.Val));
  auto placeOf = [&](TermId X) -> std::optional<PlaceId> {
    const TermData &D = V.T.get(X);
    if (D.K == TermKind::Content || D.K == TermKind::Address)
      return D.Place;
    if (D.K == TermKind::Bind || D.K == TermKind::Wrap)
      if (!D.Ops.empty() && V.T.get(D.Ops[0]).K == TermKind::Content)
        return V.T.get(D.Ops[0]).Place;
    return std::nullopt;
  };
  for (TermId X : Callables)
    if (auto Q = placeOf(X); Q && takenFrom(*Q, 2))
      return report(F, N, *Q, NoSym);
  // The function is fixed and the queue carries data: work_(item).
  for (ValueId A : Nd.Args)
    for (TermId X : resolve(V.eval(F, A))) {
      if (!takenPlace(X))
        continue;
      for (TermId C : Callables)
        if (auto Q = placeOf(C))
          return report(F, N, *Q, NoSym);
    }
}

/// switch (job->type), or job->type == Close: a field of the element says what is to be done.
bool Search::asksForKind(FnId F, const Node &Branch) {
  if (Branch.Kind != NodeKind::Branch)
    return false;
  if (Branch.Cond == summary::None)
    return Branch.Succs.size() > 2;
  const Cond &C = P.Functions[F].Conds[Branch.Cond];
  if (C.Kind != CondKind::Plain || !P.text(C.Text).contains("=="))
    return false;
  return any_of(C.Mentions, [&](const Path &Pth) {
    // A method that looks at its own object has work to do; who asks somebody else's job what it is hands it on.
    return Pth.R != Root::This && !Pth.Steps.empty() && Pth.Steps.back() >= FirstFreeSym &&
           any_of(resolve(V.places(F, Pth)), [&](PlaceId Q) {
             // A field of an element that was popped into a local is what was loaded into that.
             return any_of(resolve(V.load(Q)), [&](TermId X) { return takenPlace(X).has_value(); });
           });
  });
}

/// A queue without callables: the kind of a job decides which function gets it. Each of them is a task. One function
/// that gets every element is none: the thread has one thing to do.
void Search::considerKinds(FnId F, bool InLoop) {
  const Function &Fn = P.Functions[F];
  auto loops = [&](const Node &Nd) { return InLoop || Nd.InLoop; };
  if (none_of(Fn.Nodes, [&](const Node &Nd) { return loops(Nd) && asksForKind(F, Nd); }))
    return;
  struct Arm {
    NodeId N;
    PlaceId From;
    FnId Callee;
  };
  SmallVector<Arm, 8> Arms;
  for (NodeId N = 0; N != Fn.Nodes.size(); ++N) {
    const Node &Nd = Fn.Nodes[N];
    auto Callee = Nd.Kind == NodeKind::Call && loops(Nd) && !Nd.Cleanup && !Nd.Virtual ? P.function(Nd.Callee)
                                                                                       : std::nullopt;
    if (!Callee || P.Functions[*Callee].Flags & (IsConstructor | IsDestructor) || asks(F, N))
      continue;
    Stack.back().Node = N;
    SmallVector<ValueId, 8> Given(Nd.Args.begin(), Nd.Args.end());
    Given.push_back(Nd.This);
    for (ValueId A : Given)
      for (TermId X : A == summary::None ? TermSet() : resolve(V.eval(F, A)))
        if (auto From = takenPlace(X); From && (Arms.empty() || Arms.back().N != N))
          Arms.push_back({N, *From, *Callee});
  }
  // Alternatives: on no way through the body one comes after the other (nodes stand in source order).
  auto excluded = [&](const Arm &A) {
    return any_of(Arms, [&](const Arm &B) {
      if (A.Callee == B.Callee)
        return false;
      NodeId From = std::min(A.N, B.N), To = std::max(A.N, B.N);
      SmallVector<NodeId, 16> Work{From};
      SmallSet<NodeId, 32> Seen;
      while (!Work.empty()) {
        NodeId X = Work.pop_back_val();
        if (X == To)
          return false;
        if (X <= To && Seen.insert(X).second)
          copy_if(Fn.Nodes[X].Succs, std::back_inserter(Work), [&](NodeId Y) { return Y > X; });
      }
      return true;
    });
  };
  for (const Arm &A : Arms)
    if (excluded(A))
      report(F, A.N, A.From, NoSym, A.Callee);
}

void Search::report(FnId F, NodeId N, PlaceId From, Sym Method, FnId Fixed) {
  WorkerLoop L;
  if (V.heapKey(V.T[From]).Base == NoSym)
    return;
  L.Sink = From;
  L.Method = Method;
  L.Fixed = Fixed;
  Stack.back().Node = N;
  L.Frames = Stack;
  for (const WorkerLoop &Other : Found)
    if (Other.Sink == L.Sink && Other.Method == L.Method && Other.Fixed == Fixed && Other.Frames.back().Fn == F &&
        Other.Frames.back().Node == N)
      return;
  for (size_t I = L.Frames.size(); I-- && !L.Survives;) {
    // A handler that returns goes on only if this function was itself called from a loop.
    bool Returns = any_of(ArrayRef<Frame>(L.Frames).take_front(I), [&](const Frame &Outer) {
      return P.Functions[Outer.Fn].Nodes[Outer.Node].InLoop;
    });
    L.Survives = caughtAround(P, L.Frames[I].Fn, L.Frames[I].Node, Returns, L.Caught);
  }
  Found.push_back(std::move(L));
}

bool caughtAround(const Program &P, FnId F, NodeId N, bool Returns, std::vector<Sym> &Types) {
  const Function &Fn = P.Functions[F];
  SmallSet<NodeId, 16> Seen;
  NodeId At = Fn.Nodes[N].Unwind;
  bool Caught = false;
  while (At != None && At > 3 && Seen.insert(At).second) {
    const Node &Nd = Fn.Nodes[At];
    if (Nd.Kind != NodeKind::Dispatch) {
      At = Nd.Succs.empty() ? Nd.Unwind : Nd.Succs[0];
      continue;
    }
    for (size_t I = 0; I != Nd.Types.size() && I != Nd.Succs.size(); ++I) {
      SmallVector<NodeId, 16> Work{Nd.Succs[I]};
      SmallSet<NodeId, 32> Reached;
      bool GoesOn = false;
      while (!Work.empty() && !GoesOn) {
        NodeId X = Work.pop_back_val();
        if (!Reached.insert(X).second)
          continue;
        GoesOn = X == N || (Returns && X == 1);
        Work.append(Fn.Nodes[X].Succs.begin(), Fn.Nodes[X].Succs.end());
      }
      if (GoesOn) {
        Types.push_back(Nd.Types[I]);
        Caught = true;
      }
    }
    At = Nd.Unwind;
  }
  return Caught;
}

std::vector<WorkerLoop> findWorkerLoops(Values &V) { return Search(V).run(); }

} // namespace tidepool::solve
