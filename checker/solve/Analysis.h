//===- Analysis.h - The solved program, as checks see it ------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_ANALYSIS_H
#define TIDEPOOL_CHECKER_SOLVE_ANALYSIS_H

#include "checker/solve/Effects.h"
#include "checker/solve/Tasks.h"
#include <functional>

namespace tidepool::solve {

/// A task ends and its write is still in the slot.
struct Residue {
  uint32_t Task = NoTerm;  ///< NoTerm for unseen entries
  CtxId Entry = 0;
  CellId Cell = 0;
  WriteId W = 0;
  ExitKind Exit = ExitKind::Normal;
  ExcId Exc = 0;
  bool Kept = false;       ///< Unwound: a wrapper inside the task stored the exception
};

/// A task reads what was in the slot before it began.
struct StaleRead {
  uint32_t Task = NoTerm;
  CtxId Entry = 0;
  CellId Cell = 0;
  Exposure X;
};

/// set(empty) is the last thing that a task does to a slot.
struct EmptySet {
  uint32_t Task = NoTerm;
  CtxId Entry = 0;
  CellId Cell = 0;
  WriteId W = 0;
};

/// One step of a witness: a node of a function, outermost first.
struct WitnessStep {
  enum class Kind : uint8_t {
    Call,
    Write,
    Exit,   ///< a return past the remove
    Escape, ///< a call or throw from which an exception goes past the remove
    Throw,  ///< where that exception comes from
  } K;
  FnId Fn;
  NodeId Node;
};

/// One thing that happens to a slot on the way, in order.
struct SlotEvent {
  enum class Kind : uint8_t {
    Set,
    Fill,     ///< set because it was seen to be empty
    Append,   ///< added to what was there
    SetEmpty, ///< an empty value was set
    Remove,
    Restore,  ///< what was there when the task began is put back
  } K;
  FnId Fn;
  NodeId Node;
};

/// A way through a task, as it is told and as it can be run again.
struct SlotWitness {
  std::vector<WitnessStep> Steps;
  std::vector<SlotEvent> Events; ///< of the slot that it is about
};

struct FrameTrace;

class Analysis {
public:
  explicit Analysis(std::vector<summary::TUSummary> Units);

  Program P;
  Terms T;
  Values V;
  Slots S;
  Throws Th;
  TaskSet Tasks;
  Effects E;

  std::vector<CtxId> TaskContexts; ///< parallel to Tasks.Tasks
  std::vector<std::optional<PlaceId>> TaskPools; ///< the same: see poolOf
  std::vector<Residue> Residues;   ///< of tasks: every surviving write, data or not
  std::vector<StaleRead> Reads;
  std::vector<EmptySet> EmptySets;
  /// The same of state that no variable holds, which is judged by rules of its own: what tasks leave different, and what
  /// they do under it. In none of the vectors above.
  std::vector<Residue> StateResidues;
  std::vector<StaleRead> StateReads;
  /// Functions that could be entered from code that is not seen, and that no task reaches.
  std::vector<CtxId> UnseenEntries;

  /// Does the thread live on after the task ended with this exception?
  bool survives(const Task &Tk, ExcId Exc) const;
  /// Does the worker loop itself clean (or set anew) the cell between this task and the next one?
  bool cleanedByPool(const Residue &R);
  /// Does the worker go through the same write before its loop? What fills an empty slot has then done so.
  bool filledByPool(const Residue &R);
  /// Every task that can come next on the thread sets the cell anew, on each of its ways.
  bool setByAll(const Residue &R) const;
  /// A way from the same write to a normal end of the entry that puts the cell back.
  std::optional<WriteRec> cleanedElsewhere(CtxId Entry, CellId C, WriteId W) const;
  bool isState(CellId C) const { return S[C].Decl->Kind == summary::HolderKind::State; }
  /// Some task leaves a write in the cell (or a part or the whole of it).
  bool leftByTasks(CellId C) const;
  /// A pool's worker, or another thread's entry, sets the cell itself or by a setter, outside of any task.
  bool writtenByWorker(CellId C);
  /// Could the two tasks run on one thread? Not on different kinds of pools, nor on two pools that are told apart.
  bool sameThreads(uint32_t A, uint32_t B) const;
  /// Shares storage: one covers the other.
  bool related(CellId A, CellId B) const { return S.covers(A, B) || S.covers(B, A); }
  /// The slot was written as a whole, and each of its members is emptied for itself on every way to that exit.
  bool emptiedInParts(CtxId Entry, CellId C, WriteId W, ExitKind Exit);
  bool reachedByTask(FnId F) const { return Reached[F]; }
  /// The entry, or something that it calls, however deep, is the function.
  bool reaches(CtxId Entry, FnId Fn);
  /// These, and everything that they call. Linear in the program.
  std::vector<bool> callees(llvm::ArrayRef<FnId> Roots);

  /// How the residue comes about: calls, the write, the exit that misses the remove. Empty where no way is found
  /// again.
  SlotWitness witness(CtxId Entry, CellId C, WriteId W, ExitKind Exit);
  /// As witness, for a task that ends with an empty value set.
  SlotWitness emptyWitness(CtxId Entry, CellId C, WriteId W);
  /// Calls from an entry to a node of another function that reads the cell, and what happens to the cell before.
  SlotWitness readWitness(CtxId Entry, CellId C, FnId Fn, NodeId Node);
  /// Writes whose value is left in the cell where a task is handed over at (Fn, Node).
  const std::vector<WriteRec> &contextAt(FnId Fn, NodeId Node, CellId C);

private:
  std::optional<PlaceId> poolOf(const Task &Tk);
  void solveTasks();
  void findReached();
  void findUnseenEntries();
  std::map<std::tuple<FnId, NodeId, CellId>, std::vector<WriteRec>> HandedOver;
  std::optional<WitnessStep> origin(FnId F, summary::NodeId Call, ExcId Exc, bool Rethrown = false);
  std::vector<WitnessStep> steps(llvm::ArrayRef<FrameTrace> Frames);
  std::vector<std::pair<CtxId, NodeId>> callChain(CtxId Entry, FnId Fn, NodeId Node);
  void showEscape(FnId F, llvm::ArrayRef<Effects::Trace::At> Path, std::vector<WitnessStep> &Out);
  std::vector<bool> Reached;
  std::map<std::pair<uint32_t, CellId>, bool> PoolCleans;
  std::map<uint32_t, llvm::DenseSet<FnId>> Prologues; ///< pool → what its worker calls outside of its loop
  /// Per entry: every context that it reaches, and the call through which it was met first.
  using CallTree = std::map<CtxId, std::pair<CtxId, NodeId>>;
  const CallTree &callTree(CtxId Entry);
  std::map<CtxId, CallTree> CallTrees;
};

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_ANALYSIS_H
