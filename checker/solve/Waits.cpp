//===- Waits.cpp - Where a task's thread may run other tasks ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Waits.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

/// Helpers between the call of what was taken and the taking.
static constexpr unsigned TakeDepth = 2;

namespace {
class Finder {
public:
  explicit Finder(Analysis &A) : A(A) {}
  std::vector<Wait> run();

private:
  void findFree();
  void library();
  void homeMade(uint32_t Pool);
  bool runs(FnId F, NodeId N, uint32_t Pool) const;
  bool takes(FnId F, Sym From, unsigned Depth) const;
  void climb(FnId F, NodeId N, uint32_t Pool);
  void add(FnId F, NodeId N, uint32_t Pool);

  Analysis &A;
  std::vector<bool> Free;                    ///< reached by tasks that do not run isolated
  DenseMap<uint32_t, DenseSet<FnId>> Bodies; ///< of each pool's tasks
  std::map<std::pair<FnId, NodeId>, SmallVector<uint32_t, 1>> Found;
};
} // namespace

std::vector<Wait> Finder::run() {
  findFree();
  for (const Task &Tk : A.Tasks.Tasks)
    Bodies[Tk.Pool].insert(Tk.Body.Fn);
  library();
  for (uint32_t Pool = 0; Pool != A.Tasks.Pools.size(); ++Pool)
    if (!A.Tasks.Pools[Pool].Worker.empty() && Bodies.contains(Pool))
      homeMade(Pool);
  std::vector<Wait> Result;
  for (auto &[At, Pools] : Found)
    Result.push_back({At.first, At.second, Pools});
  return Result;
}

void Finder::findFree() {
  std::vector<FnId> Entries;
  for (const Task &Tk : A.Tasks.Tasks) {
    bool Isolated = Tk.SubmitFn != NoTerm &&
                    A.P.Functions[Tk.SubmitFn].Nodes[Tk.SubmitNode].Kind == NodeKind::Submit &&
                    A.P.Functions[Tk.SubmitFn].Nodes[Tk.SubmitNode].Cleanup;
    if (!Isolated)
      Entries.push_back(Tk.Body.Fn);
  }
  Free = A.callees(Entries);
}

void Finder::add(FnId F, NodeId N, uint32_t Pool) {
  SmallVector<uint32_t, 1> &Pools = Found[{F, N}];
  if (!is_contained(Pools, Pool))
    Pools.push_back(Pool);
}

void Finder::library() {
  for (FnId F = 0; F != A.P.Functions.size(); ++F) {
    if (!Free[F])
      continue;
    for (NodeId N = 0; N != A.P.Functions[F].Nodes.size(); ++N) {
      const Node &Nd = A.P.Functions[F].Nodes[N];
      bool Serves = Nd.Kind == NodeKind::Serve && !Nd.Virtual && !Nd.MayNotRun;
      if (Nd.Kind != NodeKind::Help && !Serves)
        continue;
      for (uint32_t Pool = 0; Pool != A.Tasks.Pools.size(); ++Pool)
        if (const solve::Pool &Pl = A.Tasks.Pools[Pool];
            Pl.Name == A.P.text(Nd.Text) || Pl.Library == A.P.text(Nd.Text))
          add(F, N, Pool);
    }
  }
}

/// F, or a helper of it, takes elements out of the container.
bool Finder::takes(FnId F, Sym From, unsigned Depth) const {
  return any_of(A.P.Functions[F].Nodes, [&](const Node &N) {
    if (N.Kind == NodeKind::Take)
      return any_of(A.V.places(F, N.P), [&](PlaceId Pl) { return A.V.heapKey(A.T[Pl]).Base == From; });
    return N.Kind == NodeKind::Call && !N.Virtual && Depth != TakeDepth &&
           any_of(A.V.callees(N), [&](FnId Callee) { return takes(Callee, From, Depth + 1); });
  });
}

/// Does the node call what is taken out of the pool's queue?
bool Finder::runs(FnId F, NodeId N, uint32_t Pool) const {
  const solve::Pool &Pl = A.Tasks.Pools[Pool];
  if (Pl.Worker.back().Fn == F && Pl.Worker.back().Node == N)
    return true;
  const Node &Nd = A.P.Functions[F].Nodes[N];
  if (Nd.Kind != NodeKind::Invoke || Pl.Sink == NoTerm)
    return false;
  const DenseSet<FnId> &Tasks = Bodies.find(Pool)->second;
  return any_of(A.V.targetsOf(F, Nd, /*WithHeap=*/true),
                [&](const Target &T) { return Tasks.contains(T.Fn); }) &&
         takes(F, A.V.heapKey(A.T[Pl.Sink]).Base, 0);
}

void Finder::homeMade(uint32_t Pool) {
  for (FnId F = 0; F != A.P.Functions.size(); ++F)
    if (Free[F])
      for (NodeId N = 0; N != A.P.Functions[F].Nodes.size(); ++N)
        if (runs(F, N, Pool))
          climb(F, N, Pool);
}

/// Out of the pool's own class, and out of a function that does nothing but run one task.
void Finder::climb(FnId From, NodeId At, uint32_t Pool) {
  Sym Class = A.P.Functions[From].Class;
  // A free function that calls back what it was given is no wait, and so are not its callers: it has to go on taking.
  if (Class == NoSym) {
    if (A.P.Functions[From].Nodes[At].InLoop)
      add(From, At, Pool);
    return;
  }
  SmallVector<FnId, 4> Work{From};
  DenseSet<FnId> Seen;
  while (!Work.empty()) {
    FnId F = Work.pop_back_val();
    if (!Seen.insert(F).second)
      continue;
    for (const Values::CallSite &Call : A.V.callers(F)) {
      if (!Free[Call.Fn])
        continue;
      if (A.P.Functions[Call.Fn].Class == Class)
        Work.push_back(Call.Fn);
      else
        add(Call.Fn, Call.Node, Pool);
    }
  }
}

std::vector<Wait> findWaits(Analysis &A) { return Finder(A).run(); }

} // namespace tidepool::solve
