//===- Tasks.cpp - Submissions and the tasks they hand over ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Tasks.h"
#include "checker/solve/EventLoops.h"
#include "checker/solve/Workers.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

/// How far up the callers a task that is a parameter is followed, and how many submissions one sink may have.
static constexpr unsigned MaxClimb = 8;
static constexpr unsigned MaxTasksPerSink = 4096;

SmallVector<std::pair<Target, Values::CallSite>, 8> threadEntries(Values &V) {
  SmallVector<std::pair<Target, Values::CallSite>, 8> Result;
  for (FnId F = 0; F != V.P.Functions.size(); ++F)
    for (NodeId N = 0; N != V.P.Functions[F].Nodes.size(); ++N) {
      const Node &Nd = V.P.Functions[F].Nodes[N];
      if (Nd.Kind != NodeKind::Spawn)
        continue;
      for (Target T : V.targetsOf(F, Nd, /*WithHeap=*/true)) {
        for (ValueId A : Nd.Args) {
          TermSet S = V.eval(F, A);
          T.Bound.push_back(S.empty() ? V.T.unknown() : S.front());
        }
        Result.push_back({std::move(T), {F, N}});
      }
    }
  return Result;
}

namespace {
struct Sink {
  uint32_t Pool;
  Sym Method;
};

class Finder {
public:
  explicit Finder(Values &V) : V(V), P(V.P) {}
  TaskSet run();

private:
  uint32_t poolNamed(StringRef Name, bool Survives, ArrayRef<Sym> Caught = NoSym);
  void homeMade();
  void library();
  NodeId callBehind(FnId F, NodeId Submit) const;
  bool seenInside(FnId Body, FnId F, NodeId N, uint32_t Library);
  void annotated();
  /// A value handed over at (F, N): a task, or the parameter of a function whose callers have it.
  void handOver(TermId X, FnId F, NodeId N, Sink S, bool Keeps, unsigned Depth);
  bool isParameter(TermId X, FnId F) const;
  bool invokesCapture(Sym CallOperator, Sym Capture) const;
  void addTask(TermId X, FnId F, NodeId N, Sink S, bool Keeps);
  void addMethodTasks(TermId X, FnId F, NodeId N, Sink S, bool Keeps);
  TermId detached(TermId X, unsigned Depth);
  void add(Target T, FnId F, NodeId N, Sink S, bool Keeps);
  bool constructed(Sym Class);

  Values &V;
  const Program &P;
  TaskSet Out;
  std::set<std::tuple<uint32_t, FnId, TermId, FnId, NodeId>> Known;
  std::set<std::pair<FnId, NodeId>> Sites;
  std::set<std::tuple<uint32_t, Sym, TermId, FnId, NodeId, bool>> HandedOver;
  DenseSet<Sym> Constructed;
};
} // namespace

TaskSet Finder::run() {
  homeMade();
  library();
  annotated();
  Out.Submissions = Sites.size();
  return std::move(Out);
}

uint32_t Finder::poolNamed(StringRef Name, bool Survives, ArrayRef<Sym> Caught) {
  for (uint32_t I = 0; I != Out.Pools.size(); ++I)
    if (Out.Pools[I].Worker.empty() && Out.Pools[I].Name == Name && Out.Pools[I].Survives == Survives)
      return I;
  Pool Pl;
  Pl.Name = Name.str();
  Pl.Survives = Survives;
  if (Survives)
    Pl.Caught.assign(Caught.begin(), Caught.end());
  Out.Pools.push_back(std::move(Pl));
  return Out.Pools.size() - 1;
}

void Finder::homeMade() {
  for (WorkerLoop &L : findWorkerLoops(V)) {
    uint32_t Id = Out.Pools.size();
    Pool Pl;
    FnId LoopFn = L.Frames.back().Fn;
    Pl.Name = P.text(P.Functions[LoopFn].Name).str();
    Pl.Survives = L.Survives;
    Pl.Caught = L.Caught;
    for (const Frame &Fr : L.Frames)
      Out.WorkerFunctions.insert(Fr.Fn);
    Pl.Worker = std::move(L.Frames);
    Pl.Sink = L.Sink;
    Out.Pools.push_back(std::move(Pl));
    std::set<std::tuple<TermId, FnId, NodeId>> Seen;
    for (const Values::HeapValue &H : V.heapValues(L.Sink)) {
      if (!Seen.insert({H.Value, H.By.Fn, H.By.Node}).second)
        continue;
      if (L.Fixed == NoTerm)
        handOver(H.Value, H.By.Fn, H.By.Node, {Id, L.Method}, false, 0);
      else if (!Out.WorkerFunctions.contains(H.By.Fn))
        add({.Fn = L.Fixed, .Bound = {}}, H.By.Fn, H.By.Node, {Id, NoSym}, false);
    }
  }
}

void Finder::library() {
  DenseMap<Sym, EventLoop> Loops = findEventLoops(V);
  for (FnId F = 0; F != P.Functions.size(); ++F)
    for (NodeId N = 0; N != P.Functions[F].Nodes.size(); ++N) {
      const Node &Nd = P.Functions[F].Nodes[N];
      if (Nd.Kind != NodeKind::Submit)
        continue;
      auto Loop = Loops.find(Nd.Text);
      if (Loop != Loops.end() && Loop->second.SingleThread)
        continue;
      uint32_t Id = Loop != Loops.end() && !Loop->second.Caught.empty()
                        ? poolNamed(P.text(Nd.Text), true, Loop->second.Caught)
                        : poolNamed(P.text(Nd.Text), !Nd.Types.empty());
      TermData Bound{.K = TermKind::Bind, .Ops = {NoTerm}};
      for (ValueId A : Nd.Args) {
        TermSet Values = V.eval(F, A);
        Bound.Ops.push_back(Values.empty() ? V.T.unknown() : Values.front());
      }
      bool Binds = !Nd.Args.empty() && Nd.Callee == NoSym;
      for (TermId X : V.eval(F, Nd.Val)) {
        Bound.Ops[0] = X;
        handOver(Binds ? V.T.term(Bound) : X, F, N, {Id, Nd.Callee}, false, 0);
      }
    }
}

/// Where a submission that the catalogue knows is called, too, since the library's own sources are in the program.
NodeId Finder::callBehind(FnId F, NodeId Submit) const {
  const Function &Fn = P.Functions[F];
  for (NodeId N = Submit; Fn.Nodes[Submit].Kind == NodeKind::Submit && ++N < Fn.Nodes.size();)
    if (Fn.Nodes[N].Kind == NodeKind::Call && Fn.Nodes[N].L == Fn.Nodes[Submit].L && !V.callees(Fn.Nodes[N]).empty())
      return N;
  return Submit;
}

/// A worker's loop was found to run what is handed over there: then more is known than the catalogue says.
bool Finder::seenInside(FnId Body, FnId F, NodeId N, uint32_t Library) {
  if (N == summary::None || !Out.Pools[Library].Worker.empty())
    return false;
  NodeId Call = callBehind(F, N);
  bool Seen = false;
  for (const Task &Tk : Out.Tasks)
    if (Tk.Body.Fn == Body && Tk.SubmitFn == F && Tk.SubmitNode == Call && !Out.Pools[Tk.Pool].Worker.empty()) {
      Out.Pools[Tk.Pool].Library = Out.Pools[Library].Name;
      Seen = true;
    }
  return Seen;
}

void Finder::annotated() {
  for (FnId F = 0; F != P.Functions.size(); ++F) {
    const Function &Fn = P.Functions[F];
    if (Fn.Annotations & TaskAnnotation)
      add({.Fn = F, .Bound = {}}, F, summary::None, {poolNamed("annotated tasks", false), NoSym}, false);
  }
}

/// Does the closure's body call what was captured (or hand it on to be called)?
bool Finder::invokesCapture(Sym CallOperator, Sym Capture) const {
  auto F = P.function(CallOperator);
  if (!F)
    return false;
  const Function &Fn = P.Functions[*F];
  auto names = [&](ValueId Id) {
    if (Id == summary::None)
      return false;
    const Value &Val = Fn.Values[Id];
    return Val.P.R == Root::This && !Val.P.Steps.empty() && Val.P.Steps[0] == Capture;
  };
  return any_of(Fn.Nodes, [&](const Node &N) {
    if (N.Kind == NodeKind::Invoke || N.Kind == NodeKind::Submit)
      return names(N.Val) || (N.Val != summary::None && any_of(Fn.Values[N.Val].Operands, names));
    if (N.Kind != NodeKind::Call || !P.text(N.Callee).contains("operator()"))
      return N.Kind == NodeKind::Call && N.Virtual && names(N.This);
    return names(N.This);
  });
}

/// Is the callable itself (not data it carries) something that F got from its caller?
bool Finder::isParameter(TermId X, FnId F) const {
  const TermData &D = V.T.get(X);
  switch (D.K) {
  case TermKind::Content:
  case TermKind::Address: {
    const PlaceData &Pl = V.T[D.Place];
    if (Pl.R == PlaceRoot::Inside)
      return isParameter(Pl.A, F);
    return Pl.R == PlaceRoot::Param && Pl.A == F &&
           all_of(Pl.Steps, [](Sym S) { return S == DerefSym || S == ElementSym; });
  }
  case TermKind::Wrap:
  case TermKind::Bind:
    return !D.Ops.empty() && isParameter(D.Ops[0], F);
  case TermKind::Closure:
    for (size_t I = 0; I != D.Ops.size(); ++I)
      if (isParameter(D.Ops[I], F) && invokesCapture(D.Symbol, D.Fields[I]))
        return true;
    return false;
  case TermKind::Object:
  case TermKind::Alloc:
    return any_of(D.Ops, [&](TermId Op) {
      const TermData &OpD = V.T.get(Op);
      if (OpD.K == TermKind::Object || OpD.K == TermKind::Wrap || OpD.K == TermKind::Closure)
        return isParameter(Op, F);
      if (OpD.K != TermKind::Content || V.T[OpD.Place].R != PlaceRoot::Param)
        return false;
      // Only an operand that is itself a callable makes the object one's caller's task.
      const PlaceData &Pl = V.T[OpD.Place];
      const Function &Fn = P.Functions[Pl.A];
      if (Pl.A != F || Pl.B >= Fn.Params.size())
        return false;
      StringRef Class = P.text(Fn.Params[Pl.B].Class);
      return Class.contains("function") || Class.contains("packaged_task");
    });
  default:
    return false;
  }
}

void Finder::handOver(TermId X, FnId F, NodeId N, Sink S, bool Keeps, unsigned Depth) {
  if (Out.Tasks.size() >= MaxTasksPerSink)
    return;
  if (V.T.get(X).K == TermKind::Wrap)
    Keeps = true;
  // Forwarders may call each other.
  if (!HandedOver.insert({S.Pool, S.Method, X, F, N, Keeps}).second)
    return;
  if (Depth < MaxClimb && isParameter(X, F) && !V.callers(F).empty()) {
    for (const Values::CallSite &C : V.callers(F)) {
      Binding B = V.bind(C.Fn, P.Functions[C.Fn].Nodes[C.Node], F);
      for (TermId Y : V.substitute(X, B))
        if (Y != X)
          handOver(Y, C.Fn, C.Node, S, Keeps, Depth + 1);
    }
    return;
  }
  if (S.Method != NoSym)
    addMethodTasks(X, F, N, S, Keeps);
  else
    addTask(X, F, N, S, Keeps);
}

void Finder::addTask(TermId X, FnId F, NodeId N, Sink S, bool Keeps) {
  for (Target &T : V.targets(X, /*WithHeap=*/true)) {
    bool KeepsHere = Keeps || T.KeepsExceptions;
    add(std::move(T), F, N, S, KeepsHere);
  }
}

bool Finder::constructed(Sym Class) {
  if (Constructed.empty()) {
    Constructed.insert(FirstFreeSym - 1);
    for (const Function &Fn : P.Functions) {
      for (const Value &Val : Fn.Values)
        if (Val.Kind == ValueKind::Fresh || Val.Kind == ValueKind::Object)
          Constructed.insert(Val.Symbol);
      for (const Variable &L : Fn.Locals)
        if (!L.Pointer)
          Constructed.insert(L.Class);
      if (Fn.Flags & IsConstructor)
        if (!V.callers(&Fn - P.Functions.data()).empty())
          Constructed.insert(Fn.Class);
    }
  }
  return Constructed.contains(Class);
}

/// The object's own override where its class is known, else those of all classes that are constructed.
void Finder::addMethodTasks(TermId X, FnId F, NodeId N, Sink S, bool Keeps) {
  const TermData D = V.T.get(X);
  Sym Class = NoSym;
  if (D.K == TermKind::Alloc || D.K == TermKind::Object)
    Class = D.Symbol;
  else if (D.K == TermKind::Address && V.T[D.Place].R == PlaceRoot::Local) {
    const PlaceData &Pl = V.T[D.Place];
    if (Pl.Steps.empty() && Pl.B < P.Functions[Pl.A].Locals.size())
      Class = P.Functions[Pl.A].Locals[Pl.B].Class;
  }
  SmallVector<Sym, 4> Candidates = P.overriders(S.Method);
  Candidates.push_back(S.Method);
  bool Precise = false;
  // Nearest first: an override in the class itself hides those of its bases.
  for (bool Exact : {true, false})
    for (Sym M : Candidates) {
      auto Body = P.function(M);
      if (!Body || Class == NoSym || Precise)
        continue;
      Sym Owner = P.Functions[*Body].Class;
      if (Exact ? Owner == Class : P.inherits(Class, Owner)) {
        add({.Fn = *Body, .Self = X, .Bound = {}}, F, N, S, Keeps);
        Precise = true;
      }
    }
  if (Precise || Class != NoSym)
    return;
  // Those of which there are objects; or else, of objects that others make and hand in here, all.
  for (bool Made : {true, false}) {
    bool Any = false;
    for (Sym M : Candidates)
      if (auto Body = P.function(M); Body && (!Made || constructed(P.Functions[*Body].Class))) {
        add({.Fn = *Body, .Bound = {}}, F, N, S, Keeps);
        Any = true;
      }
    if (Any)
      return;
  }
}

/// What a task brings along was made on another thread: a copy of that thread's slot is not the pool thread's.
TermId Finder::detached(TermId X, unsigned Depth) {
  TermData D = V.T.get(X);
  if (D.K == TermKind::Content) {
    const PlaceData &Pl = V.T[D.Place];
    bool Named = (Pl.R == PlaceRoot::Global || Pl.R == PlaceRoot::Field) && P.holder(Pl.A);
    return Named || any_of(Pl.Steps, [&](Sym Step) { return P.holder(Step); }) ? V.T.unknown() : X;
  }
  if (D.Ops.empty() || Depth == MaxClimb)
    return X;
  for (TermId &Op : D.Ops)
    if (Op != NoTerm)
      Op = detached(Op, Depth + 1);
  return V.T.term(std::move(D));
}

void Finder::add(Target T, FnId F, NodeId N, Sink S, bool Keeps) {
  if (T.Self != NoTerm)
    T.Self = detached(T.Self, 0);
  for (TermId &Bound : T.Bound)
    Bound = detached(Bound, 0);
  if (seenInside(T.Fn, F, N, S.Pool) || !Known.insert({S.Pool, T.Fn, T.Self, F, N}).second)
    return;
  Task Tk;
  Tk.Pool = S.Pool;
  SmallVector<TermSet, 4> NoArgs;
  Tk.Env = V.bind(T, NoArgs);
  Tk.Body = std::move(T);
  Tk.KeepsExceptions = Keeps;
  if (N != summary::None) {
    Tk.SubmitFn = F;
    Tk.SubmitNode = N;
    Sites.insert({F, N});
  }
  Out.Tasks.push_back(std::move(Tk));
}

TaskSet findTasks(Values &V) { return Finder(V).run(); }

} // namespace tidepool::solve
