//===- Workers.cpp - Worker loops of home-made pools ----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Workers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallSet.h"
#include <memory>
#include <set>

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

/// Trampolines between a thread's entry and the loop's call of the task.
static constexpr unsigned MaxFrames = 8;
/// Calls between the loop and the helper that takes, or that calls what was taken.
static constexpr unsigned TakeDepth = 2;
/// A virtual trampoline (Thread::run) has few overriders; where there are many it is a task, or an interface.
static constexpr unsigned MaxOverriders = 8;

namespace {
/// Fields and globals out of which a function, or a helper of it, takes something.
struct Taken {
  DenseMap<Sym, NodeId> Containers; ///< elements are removed; where, if only once (outside a loop of the function)
  DenseSet<Sym> Lists;      ///< the head moves on to its successor, the index of an array to its next element
  DenseSet<Sym> HandOvers;  ///< a single field that the function itself sets to null
  DenseSet<Sym> Grabbed;    ///< of these, those that it took the content of before
  void takenAt(Sym S, NodeId At) {
    auto [It, New] = Containers.try_emplace(S, At);
    It->second = New ? At : std::min(It->second, At);
  }
};

class Search {
public:
  explicit Search(Values &V) : V(V), P(V.P) {}
  std::vector<WorkerLoop> run();

private:
  void collectTaken(FnId F, bool Own, Taken &Out);
  void collectAdvanced(FnId F, Taken &Out);
  const Taken &takenIn(FnId F);
  void visit(FnId F, Binding Env, bool InLoop);
  void visitCall(FnId F, NodeId N, bool InLoop);
  std::optional<PlaceId> takenPlace(TermId X);
  bool asksForKind(FnId F, const Node &Branch);
  void considerKinds(FnId F, bool InLoop);
  void consider(FnId F, NodeId N);
  TermSet resolve(TermSet S) const;
  PlaceSet resolve(PlaceSet S) const;
  bool takenFrom(PlaceId Id, unsigned Members);
  ArrayRef<Frame> fromLoop() const;
  void report(FnId F, NodeId N, PlaceId From, Sym Method, FnId Fixed = NoTerm);

  Values &V;
  const Program &P;
  DenseMap<FnId, std::unique_ptr<Taken>> TakenIn;
  std::vector<Frame> Stack;
  std::set<std::pair<FnId, bool>> Visited;
  std::vector<WorkerLoop> Found;
};
} // namespace

/// What F itself takes out of somewhere. A single hand-over field counts as a container where the worker's own frame
/// empties it by a null store.
void Search::collectTaken(FnId F, bool Own, Taken &Out) {
  for (NodeId Id = 0; Id != P.Functions[F].Nodes.size(); ++Id) {
    const Node &N = P.Functions[F].Nodes[Id];
    bool NullStore = Own && N.Kind == NodeKind::Store && N.Val != None && N.P.R != Root::Local &&
                     P.Functions[F].Values[N.Val].Kind == ValueKind::Empty &&
                     !(P.Functions[F].Flags & (IsConstructor | IsDestructor));
    if (N.Kind != NodeKind::Take && !NullStore)
      continue;
    // A helper that clears a container forgets what was in it.
    if (!Own && N.Kind == NodeKind::Take && P.text(N.Text) == "clear")
      continue;
    // The container may be reached through a local reference or a parameter.
    for (PlaceId Pl : V.places(F, N.P))
      if (Sym S = V.heapKey(V.T[Pl]).Base) {
        if (!NullStore && P.text(N.Text) == "ring")
          Out.Lists.insert(S);
        else if (!NullStore)
          Out.takenAt(S, Own && !N.InLoop ? Id : 0);
        else if (Out.HandOvers.insert(S).second && Out.Containers.contains(S))
          Out.Grabbed.insert(S);
      }
  }
  collectAdvanced(F, Out);
}

/// A worker takes in its loop or in a helper of it.
const Taken &Search::takenIn(FnId F) {
  auto [It, New] = TakenIn.try_emplace(F);
  if (!New)
    return *It->second;
  It->second = std::make_unique<Taken>();
  Taken &Out = *It->second;
  SmallVector<std::pair<FnId, unsigned>, 8> Work{{F, 0u}};
  SmallSet<FnId, 16> Seen;
  while (!Work.empty()) {
    auto [G, Depth] = Work.pop_back_val();
    if (!Seen.insert(G).second)
      continue;
    collectTaken(G, /*Own=*/Depth == 0, Out);
    if (Depth == TakeDepth)
      continue;
    for (const Node &N : P.Functions[G].Nodes) {
      // Helpers of the loop; what may be one of many implementations is work, not a helper.
      if (N.Kind == NodeKind::Call && !N.Cleanup && (Depth || N.InLoop)) {
        auto Callees = V.callees(N);
        if (!N.Virtual || Callees.size() <= 2)
          for (FnId Callee : Callees)
            Work.push_back({Callee, Depth + 1});
      }
      if (N.Kind == NodeKind::Invoke) // a wait's predicate that pops
        for (const Target &T : V.targetsOf(G, N, /*WithHeap=*/false))
          Work.push_back({T.Fn, Depth + 1});
    }
  }
  return *TakenIn[F];
}

/// Queues without a container class: a list whose head moves on (head = head->next), or out of which a node is linked
/// (n->prev->next = n->next).
void Search::collectAdvanced(FnId F, Taken &Out) {
  const Function &Fn = P.Functions[F];
  auto shared = [](const Path &Pth) {
    return Pth.R == Root::Global || Pth.R == Root::This || (Pth.R == Root::Param && !Pth.Steps.empty()) ||
           (Pth.R == Root::Local && !Pth.Steps.empty() && Pth.Steps.front() == DerefSym);
  };
  auto lastName = [](const Path &Pth) -> Sym {
    for (size_t I = Pth.Steps.size(); I--;)
      if (Pth.Steps[I] >= FirstFreeSym)
        return Pth.Steps[I];
    return Pth.R == Root::Global ? Pth.Index : NoSym;
  };
  for (const Node &N : Fn.Nodes) {
    if (N.Kind != NodeKind::Store || N.Val == None || !shared(N.P))
      continue;
    const Value &Val = Fn.Values[N.Val];
    Sym Head = lastName(N.P);
    // n->prev->next = n->next
    ArrayRef<Sym> To(N.P.Steps), From(Val.P.Steps);
    if (Val.Kind == ValueKind::Load && Val.P.R == N.P.R && Val.P.Index == N.P.Index && To.size() == From.size() + 2 &&
        To.size() >= 4 && From.back() == To.back() && To.drop_back(3) == From.drop_back(1) &&
        To[To.size() - 2] == DerefSym) {
      Out.Lists.insert(Head);
      continue;
    }
    if (Val.Kind != ValueKind::Load || Val.P.Steps.empty() || Head == NoSym)
      continue;
    for (PlaceId Pl : V.places(F, Val.P)) {
      const PlaceData &D = V.T[Pl];
      ArrayRef<Sym> Steps(D.Steps);
      // head->next, head->links.next
      size_t Fields = 0;
      while (Fields < Steps.size() && Steps[Steps.size() - 1 - Fields] >= FirstFreeSym)
        ++Fields;
      if (Fields == 0 || Fields == Steps.size() || Steps[Steps.size() - 1 - Fields] != DerefSym)
        continue;
      Steps = Steps.drop_back(Fields + 1);
      bool Behind = Steps.empty() ? D.R == PlaceRoot::Global && D.A == Head : Steps.back() == Head;
      if (Behind)
        Out.Lists.insert(Head);
    }
  }
}

std::vector<WorkerLoop> Search::run() {
  for (auto &[Entry, Site] : threadEntries(V)) {
    SmallVector<TermSet, 4> Args;
    Visited.clear();
    visit(Entry.Fn, V.bind(Entry, Args), false);
  }
  return std::move(Found);
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
      const Taken &Tk = takenIn(Fr.Fn);
      if (Tk.Lists.contains(S) || (!Element && Tk.Grabbed.contains(S)))
        return true;
      // What a loop walks over and only then takes away is a list of things to do, not a queue.
      bool Loops = P.Functions[Fr.Fn].Nodes[Fr.Node].InLoop;
      if (auto It = Tk.Containers.find(S); Element && It != Tk.Containers.end() && (!Loops || It->second < Fr.Node))
        return true;
    }
    // A field set to null afterwards is a hand-over only where the loop itself calls what was in it.
    const Frame &Last = Stack.back();
    return !Element && P.Functions[Last.Fn].Nodes[Last.Node].InLoop && takenIn(Last.Fn).HandOvers.contains(S);
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
  if (InLoop && SinceLoop >= TakeDepth)
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

/// Is what this node calls taken out of storage that outlives the iteration?
void Search::consider(FnId F, NodeId N) {
  const Node &Nd = P.Functions[F].Nodes[N];
  if (Nd.Kind == NodeKind::Call) {
    auto Callee = P.function(Nd.Callee);
    if (Callee && (P.Functions[*Callee].Flags & IsDestructor))
      return; // deleted, not run
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
    return !Pth.Steps.empty() && Pth.Steps.back() >= FirstFreeSym &&
           any_of(resolve(V.places(F, Pth)), [&](PlaceId Q) { return takenPlace(V.T.content(Q)).has_value(); });
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
    if (!Callee || P.Functions[*Callee].Flags & (IsConstructor | IsDestructor))
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
