//===- Effects.h - What a function does to each slot ----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Interprocedural dataflow over a finite domain, the state of one slot, in the
// manner of ESP (Das, Lerner, Seigle, PLDI 2002: states are kept apart, the
// branch facts of equal states are merged) on function summaries (Reps,
// Horwitz, Sagiv 1995). A function is analysed once for every context that
// matters: the callables and slots that its parameters are. Its effect on a
// cell is the set of outcomes from an unknown incoming state; a caller applies
// the outcomes to the state that it has.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_EFFECTS_H
#define TIDEPOOL_CHECKER_SOLVE_EFFECTS_H

#include "checker/solve/OnceGuards.h"
#include "checker/solve/Throws.h"
#include <memory>

namespace tidepool::solve {

using CtxId = uint32_t;
using WriteId = uint32_t;
inline constexpr CellId NoCell = ~0u; ///< any slot that a function does not touch

/// Where a value comes from, in terms of the function it is written in.
struct Origins {
  uint32_t Params = 0;      ///< bit i: parameter i (31 and above share the last bit)
  bool This = false;        ///< the object the function runs on, or a lambda's captures
  bool Fresh = false;       ///< allocated here
  bool LocalAddress = false;///< points to storage that dies with a function on the way
  bool Own = false;         ///< content of a holder
  Sym Recycled = summary::NoSym; ///< the holder whose content it is itself, not something made of it
  bool Global = false, Constant = false, Unknown = false;
  auto operator<=>(const Origins &) const = default;
  void operator|=(const Origins &O);
  /// Per-task data, seen from a task's own body.
  bool taskData() const { return Params || This || Fresh || LocalAddress; }
  /// As a key: other tasks have other ones.
  bool tellsApart() const { return taskData() || Unknown || Own; }
  bool neverEmpty() const { return (Fresh || LocalAddress) && !Params && !This && !Unknown && !Constant; }
};

/// One write, as seen from the function whose effect mentions it.
struct WriteRec {
  FnId SiteFn = NoTerm;     ///< the node that writes
  NodeId SiteNode = summary::None;
  FnId Fn = NoTerm;         ///< the place that names the holder (equal to the site, or a call on the way)
  NodeId Node = summary::None;
  bool Anchored = true;     ///< false: names the holder through this function's own this or parameter
  uint32_t Via = summary::None; ///< which parameter then; None = this
  bool Fill = false;        ///< happens only when the slot, or a flag beside it, was seen to be empty
  bool Counter = false;     ///< ++ or += on a number
  bool Append = false;      ///< adds to what was there
  bool Keyed = false;       ///< under a key, which may tell it apart from what others added
  Origins Key = {};
  Origins From;
  /// The same writing node, however it is described.
  bool sameSite(const WriteRec &O) const { return SiteFn == O.SiteFn && SiteNode == O.SiteNode; }
  auto operator<=>(const WriteRec &) const = default;
};

enum class SlotKind : uint8_t { Incoming, Own, Clean, Token };

struct SlotState {
  SlotKind K = SlotKind::Incoming;
  bool Mixed = false;       ///< Own: what was incoming may be left beside it
  bool Found = false;       ///< Clean: seen to be empty; nobody emptied it
  uint32_t Id = NoTerm;     ///< Own: WriteId. Token: place it was restored from. Clean: the set(empty), if it was one
  WriteId Last = NoTerm;    ///< a write that was cleaned or restored away
  WriteId Else = NoTerm;    ///< Token: the write that it is if the place turns out to hold no saved copy
  /// The write that is there, or else the last one that was.
  WriteId lastWrite() const { return K == SlotKind::Own ? Id : K == SlotKind::Token && Else != NoTerm ? Else : Last; }
  /// What was there before the function began can still be seen.
  bool showsIncoming() const { return K == SlotKind::Incoming || (K == SlotKind::Own && Mixed); }
  auto operator<=>(const SlotState &) const = default;
};

enum class Before : uint8_t { Any, Empty, NonEmpty };
enum class Truth : uint8_t { Unknown, True, False };
enum class ExitKind : uint8_t { Normal, Unwound, NoReturn };

/// What is known of a flag in an object on the way (is the guard engaged).
struct Flag {
  PlaceId P = NoTerm;
  Truth Entry = Truth::Unknown; ///< what this way needs it to be when the function is entered: a caller may know better
  Truth Now = Truth::Unknown;
  bool Written = false;         ///< Now is no longer what the caller had
  auto operator<=>(const Flag &) const = default;
};

struct PathState {
  Before Pre = Before::Any;
  SlotState Cur;
  ExcId Exc = 0;
  bool Peeked = false;      ///< a weighing read has seen what was there before
  bool Kept = false;        ///< a wrapper (packaged_task) has stored Exc, and the thread went on
  Truth Ret = Truth::Unknown;
  std::vector<std::pair<PlaceId, SlotState>> Tokens; ///< where the slot's value was saved, and its state then
  std::vector<Flag> Flags;                           ///< sorted by place
  auto operator<=>(const PathState &) const = default;
};

struct Outcome {
  ExitKind Exit = ExitKind::Normal;
  PathState S;
  auto operator<=>(const Outcome &) const = default;
};

/// A read that sees what was in the slot when the function was entered.
struct Exposure {
  FnId SiteFn = NoTerm;
  NodeId SiteNode = summary::None;
  FnId Fn = NoTerm;
  NodeId Node = summary::None;
  bool Anchored = true;
  uint32_t Via = summary::None;
  Before Pre = Before::Any;
  bool Returned = false;    ///< the value is only handed to the caller, whose use decides
  bool Keyed = false;       ///< of the entry under a key only
  Origins Key = {};
  bool Weighs = false;      ///< of a number: it decides a branch or goes into something of the task's
  auto operator<=>(const Exposure &) const = default;
};

/// The slot's state where a task is handed to a pool.
struct HandOver {
  FnId Fn = NoTerm;
  NodeId Node = summary::None;
  SlotState S;
  auto operator<=>(const HandOver &) const = default;
};

/// A destructor that a scope's end runs reads the slot when it is too late.
struct LateUse {
  FnId Fn = NoTerm;         ///< where the scope ends: the destructor's call
  NodeId Node = summary::None;
  FnId SiteFn = NoTerm;     ///< the read
  NodeId SiteNode = summary::None;
  FnId ReadFn = NoTerm;     ///< the place that names the holder there
  NodeId ReadNode = summary::None;
  WriteId W = NoTerm;       ///< what was written before
  bool Cleaned = true;      ///< and taken back since; otherwise it still is there, and is an address in Fn's frame
  auto operator<=>(const LateUse &) const = default;
};

struct CellEffect {
  std::set<Outcome> Outcomes;
  std::set<LateUse> LateUses;
  std::set<Exposure> Exposures;
  std::set<HandOver> HandOvers;
  /// Weighing reads that, on some way, come after the number was set anew, and after no such read of the old one.
  std::set<std::pair<FnId, NodeId>> ReadOwn;
  bool operator==(const CellEffect &) const = default;
};

struct Context {
  FnId Fn = NoTerm;
  PlaceId This = NoTerm;
  llvm::SmallVector<TermId, 4> Params;
  bool Shallow = false;     ///< see Effects::context
  auto key() const { return std::make_tuple(Fn, This, std::vector<TermId>(Params.begin(), Params.end()), Shallow); }
};

/// What one node does, with the context filled in. Made once per context.
struct NodeFacts {
  struct Op {
    summary::AccessOp What;
    CellId C;
    WriteRec W;              ///< writes
    PlaceId RestoresFrom = NoTerm; ///< the written value was loaded from here
    bool MaybeRestore = false;     ///< something somewhere saves this slot there
    bool Saved = false;      ///< reads: only kept aside to be restored
    bool Returned = false;   ///< reads: only handed to the caller
    bool Weighs = false;     ///< reads: see Counters
    bool Once = false;       ///< writes: only where a flag of the thread is not set yet that nobody takes back
  };
  llvm::SmallVector<Op, 1> Ops;
  llvm::SmallVector<CtxId, 2> Callees;
  llvm::SmallVector<FnId, 2> Plain;     ///< callees that touch no slot: only their exceptions count
  llvm::SmallVector<CtxId, 1> Keeping;  ///< of Callees: those whose exceptions a wrapper stores
  bool ResultAsked = false;             ///< a branch or a return depends on the call's result
  bool Once = false;                    ///< calls: as for a write
  bool Weighs = false;                  ///< calls: what becomes of the number that is returned, see Counters
  uint32_t SlotCopies = 0;              ///< calls: bit 0 this, bit i + 1 argument i is a pointer copied out of a slot
  bool Removes = false;                 ///< calls: annotated so; Callees are what it is about, without any it is all slots
  bool MaySkip = false;                 ///< callees may also not run at all
  llvm::SmallVector<PlaceId, 2> Copies; ///< calls: per argument, the place that it is copied from, or NoTerm
  /// The slot's content (or, where From is a copy made earlier, that copy) is kept at To.
  struct Save {
    PlaceId To;
    std::optional<CellId> C;
    PlaceId From = NoTerm;
  };
  llvm::SmallVector<Save, 1> Saves;
  PlaceId Overwrites = NoTerm;          ///< a place that may have been a token
  uint32_t FactKey = 0;                 ///< Branch: 0 = no fact
  PlaceId FlagTest = NoTerm;            ///< Branch: the flag that is asked. Invoke: whether there is a callable
  PlaceId FlagTo = NoTerm, FlagFrom = NoTerm; ///< Store: a flag, and the one it is copied from
  std::optional<bool> FlagValue;        ///< Store: the constant that the flag becomes
  llvm::SmallVector<std::pair<CellId, PlaceId>, 1> Tests; ///< Branch on emptiness: cell, and the copy tested or NoTerm
  llvm::SmallVector<uint32_t, 2> Kills; ///< facts that the node makes unknown
  std::vector<std::pair<uint32_t, bool>> Sets; ///< facts that it establishes
  uint32_t CopyFact = 0, CopyFrom = 0;  ///< fact CopyFact becomes what CopyFrom is
  enum class Use : uint8_t { Used, Returned, Unused } Result = Use::Used; ///< calls: what becomes of the result
};

class Effects {
public:
  Effects(Values &V, Slots &S, Throws &Th);

  /// Shallow: calls of interfaces with many implementations are not followed, from there on. What a task does is
  /// looked at wherever it leads; what others, of whom it is not known that they matter, do themselves is enough.
  CtxId context(FnId F, const Binding &B, bool Shallow = false);
  /// Computes what is missing. Effects of everything that Ctx reaches are final afterwards.
  void solve(CtxId Ctx);
  const std::map<CellId, CellEffect> &effect(CtxId C) const { return States[C].Effect; }
  /// The effect of a callee that applies to a cell: its own, or that of the nearest cell around it (Of).
  const CellEffect &effectOn(CtxId Callee, CellId C, CellId &Of) const;
  /// Has the callee an effect of its own on the cell?
  bool touchesSlot(CtxId Callee, CellId C) const {
    CellId Of = NoCell;
    return C != NoCell && (effectOn(Callee, C, Of), Of != NoCell);
  }
  const Context &operator[](CtxId C) const { return States[C].Ctx; }
  size_t contextCount() const { return States.size(); }
  const WriteRec &write(WriteId W) const { return Writes[W]; }
  /// Nodes at which tasks are handed over: their states are recorded.
  void setHandOverSites(std::set<std::pair<FnId, NodeId>> Sites) { HandOverSites = std::move(Sites); }

  /// One state of one node, and how it was reached. For witnesses.
  struct Trace {
    struct At {
      NodeId Node;
      PathState S;
      uint32_t Parent;
      CtxId Callee = NoTerm; ///< the step came through this call
      bool Threw = false;    ///< and the call ended with an exception
    };
    std::vector<At> Visited;
  };
  struct Start {
    NodeId Node = 0;
    PathState S;
    bool After = false;            ///< begin behind Node (and where its exceptions go), stop when it is reached again
  };
  struct FlowResult {
    CellEffect Effect;
    std::vector<PathState> Stopped;
  };
  FlowResult flow(CtxId Ctx, CellId C, const Start &From, Trace *T = nullptr);
  const NodeFacts &facts(CtxId C, NodeId N) const { return States[C].Facts[N]; }
  /// Cells that a place restored from may have been saved from, program-wide.
  bool savedFrom(PlaceId Token, CellId C) const;
  bool restoredFromField(Sym Field) const { return RestoreFields.contains(Field); }
  /// The parameter is written to a slot, and some caller passes what it has in a variable: maybe a saved value.
  bool restoredFromParam(FnId F, uint32_t Param) const { return RestoreParams.contains({F, Param}); }
  /// The write whose value a state at an entry's end leaves; NoTerm: none. What an entry was called with is no
  /// copy that anybody saved.
  WriteId left(const SlotState &S) const;
  /// Some function that matters branches on this field.
  bool flagField(Sym Field) const { return FlagFields.contains(Field); }
  /// Of a value, or of one of its members where it is put together by the function or by one that returns it.
  Origins origins(FnId F, ValueId V, Sym Part = summary::NoSym);
  /// A callee's origins, in terms of its caller.
  Origins mapOrigins(const Origins &O, FnId Caller, const summary::Node &Call, FnId Callee, bool Key = false);

  Values &V;
  Slots &S;
  Throws &Th;

private:
  enum class Phase : uint8_t { New, Running, Settling, Done };
  struct State {
    Context Ctx;
    Phase Ph = Phase::New;
    std::vector<NodeFacts> Facts;
    std::map<CellId, CellEffect> Effect;
    CellEffect Elsewhere; ///< on slots that it does not touch
    std::set<CtxId> Dependents;
    unsigned Index = 0, Low = 0;
  };
  friend class Preparation;
  friend class Flow;

  const OnceGuards &onceGuards(FnId F);
  void findSavingPlaces();
  void savedIn(FnId F, Sym Field, ValueId Id);
  void findSettersParams();
  void findSettledFields();
  void visit(CtxId C);
  void settle(llvm::ArrayRef<CtxId> Component);
  void settle(llvm::ArrayRef<CtxId> Component, CellId Cell);
  bool compute(CtxId C, CellId Cell);
  void collectCells(CtxId C, std::set<CellId> &Out);
  WriteId intern(const WriteRec &W);
  Origins originsFresh(FnId F, ValueId V, Sym Part);
  Origins originsOfContent(FnId F, const summary::Path &P);
  Origins originsOfLocal(FnId F, uint32_t Local, Sym Part);
  Origins originsOfResult(FnId F, NodeId Call, Sym Part);
  Origins keyOrigins(FnId F, ValueId V);

  std::deque<State> States;
  std::vector<CtxId> Stack; ///< contexts whose component is not complete
  unsigned NextIndex = 0;
  uint64_t Steps = 0; ///< of all dataflows so far
  /// A program's whole analysis is linear in its size: beyond, ways through a function are left out. What is not
  /// found then is missed, never invented.
  bool tired() const { return Steps > StepsPerFunction * V.P.Functions.size() + FreeSteps; }
  static constexpr uint64_t StepsPerFunction = 100, FreeSteps = 200000;
  std::map<decltype(Context().key()), CtxId> Known;
  llvm::DenseMap<FnId, unsigned> ContextCount;
  std::deque<WriteRec> Writes; ///< grows while others hold references
  std::map<WriteRec, WriteId> WriteIds;
  std::set<std::pair<FnId, NodeId>> HandOverSites;
  static constexpr uint32_t AnySlot = ~0u;
  std::set<std::pair<Sym, uint32_t>> SavedFields; ///< (field, slot number or AnySlot)
  llvm::DenseSet<Sym> FlagFields;
  llvm::DenseSet<Sym> RestoreFields; ///< fields whose content is written to some slot
  llvm::DenseSet<std::pair<FnId, uint32_t>> RestoreParams;
  llvm::DenseSet<Sym> SettledFields; ///< equal in all objects, as far as one can see: see findSettledFields
  llvm::DenseMap<FnId, std::unique_ptr<OnceGuards>> Once;
  using OriginKey = std::tuple<FnId, ValueId, Sym>;
  struct OriginPart {
    Origins So;          ///< as far as known
    unsigned Cut = ~0u;  ///< depth of the outermost value on which the cycle goes on
    unsigned Pass = 0;   ///< in which it was found
  };
  Origins originsOnce(const OriginKey &Key);
  void finishCycle(unsigned Depth);
  std::map<OriginKey, Origins> OriginCache;
  std::map<OriginKey, OriginPart> OriginParts; ///< members of cycles that are under way
  std::map<OriginKey, unsigned> OriginRunning; ///< with the depth of each
  unsigned OriginPass = 1, OriginPasses = 1; ///< the one that is under way, and the last of all
  bool OriginsGrew = false; ///< some member's origins changed in this pass
  unsigned OriginCut = ~0u; ///< the depth at which the outermost cycle since the last complete result goes on
};

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_EFFECTS_H
