//===- EventLoops.cpp - Library pools whose threads the program provides --===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/EventLoops.h"
#include "checker/solve/Tasks.h"
#include "checker/solve/Workers.h"
#include "checker/summary/FunctionGraph.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

/// Calls between the start of a thread and run(), and functions that are followed on the way.
static constexpr unsigned MaxClimb = 6;
static constexpr size_t MaxFunctions = 64;

namespace {
class LoopFinder {
public:
  explicit LoopFinder(Values &V) : V(V), P(V.P) {
    for (auto &[Entry, Site] : threadEntries(V))
      Spawns[Entry.Fn].push_back(Site);
  }
  DenseMap<Sym, EventLoop> run();

  /// Threads that get to one function, or to one pool's run().
  struct Threads {
    unsigned Spawned = 0;  ///< started in the program; in a loop counts as two
    DenseSet<FnId> Roots;  ///< functions that nobody calls: they run on a thread that was there before
    bool Unknown = false;  ///< somebody that is not seen may call it
    bool one() const { return !Unknown && Spawned + Roots.size() < 2; }
  };
  void climb(FnId F, Threads &Out) const;

private:
  bool startedOften(FnId F, NodeId N, unsigned Depth) const;
  void handlers(FnId F, NodeId N, std::vector<Sym> &Caught) const;

  Values &V;
  const Program &P;
  DenseMap<FnId, SmallVector<Values::CallSite, 1>> Spawns;
};
} // namespace

/// Is the thread started in a loop, here or where this function is called?
bool LoopFinder::startedOften(FnId F, NodeId N, unsigned Depth) const {
  if (inCycle(P.Functions[F], N))
    return true;
  ArrayRef<Values::CallSite> Callers = V.callers(F);
  if (Depth == MaxClimb || Callers.empty())
    return false;
  return Callers.size() > 1 || startedOften(Callers[0].Fn, Callers[0].Node, Depth + 1);
}

void LoopFinder::climb(FnId From, Threads &Out) const {
  SmallVector<FnId, 8> Work{From};
  DenseSet<FnId> Seen;
  while (!Work.empty()) {
    FnId F = Work.pop_back_val();
    if (!Seen.insert(F).second)
      continue;
    if (Seen.size() > MaxFunctions) {
      Out.Unknown = true;
      return;
    }
    auto Sites = Spawns.find(F);
    if (Sites != Spawns.end())
      for (const Values::CallSite &S : Sites->second)
        Out.Spawned += startedOften(S.Fn, S.Node, 0) ? 2 : 1;
    const Function &Fn = P.Functions[F];
    if (!V.callers(F).empty()) {
      for (const Values::CallSite &C : V.callers(F))
        Work.push_back(C.Fn);
    } else if (Fn.Flags & IsMain) {
      Out.Roots.insert(F);
    } else if (Sites == Spawns.end()) {
      Out.Unknown = true;
    }
  }
}

/// Handlers around run(), and around the calls of the functions that call it, after which it is called again.
void LoopFinder::handlers(FnId F, NodeId N, std::vector<Sym> &Caught) const {
  for (unsigned Depth = 0; Depth != MaxClimb; ++Depth) {
    ArrayRef<Values::CallSite> Callers = V.callers(F);
    bool Returns = any_of(Callers, [&](const Values::CallSite &C) { return inCycle(P.Functions[C.Fn], C.Node); });
    if (caughtAround(P, F, N, Returns, Caught) || Callers.size() != 1)
      return;
    F = Callers[0].Fn;
    N = Callers[0].Node;
  }
}

DenseMap<Sym, EventLoop> LoopFinder::run() {
  DenseMap<Sym, EventLoop> Out;
  DenseMap<Sym, Threads> By;
  for (FnId F = 0; F != P.Functions.size(); ++F)
    for (NodeId N = 0; N != P.Functions[F].Nodes.size(); ++N) {
      const Node &Nd = P.Functions[F].Nodes[N];
      if (Nd.Kind != NodeKind::Serve)
        continue;
      EventLoop &Loop = Out[Nd.Text];
      Threads &T = By[Nd.Text];
      if (Nd.MayNotRun)
        T.Spawned += 2;
      else if (Nd.Virtual)
        T.Spawned += startedOften(F, N, 0) ? 2 : 1;
      else
        climb(F, T);
      if (!Nd.MayNotRun && !Nd.Virtual)
        handlers(F, N, Loop.Caught);
    }
  for (auto &[Name, T] : By)
    Out[Name].SingleThread = T.one();
  return Out;
}

DenseMap<Sym, EventLoop> findEventLoops(Values &V) { return LoopFinder(V).run(); }

bool runsOnOneThread(Values &V, FnId F) {
  LoopFinder::Threads T;
  LoopFinder(V).climb(F, T);
  return T.one();
}

} // namespace tidepool::solve
