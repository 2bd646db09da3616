//===- Origins.cpp - Where a written value comes from ---------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Effects.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

void Origins::operator|=(const Origins &O) {
  Params |= O.Params;
  This |= O.This;
  Fresh |= O.Fresh;
  LocalAddress |= O.LocalAddress;
  Own |= O.Own;
  Recycled = std::max(Recycled, O.Recycled);
  Global |= O.Global;
  Constant |= O.Constant;
  Unknown |= O.Unknown;
}

/// Members of a cycle know of each other after a few passes.
static constexpr unsigned MaxPasses = 6;

static uint32_t paramBit(uint32_t I) { return 1u << std::min(I, 31u); }

Origins Effects::origins(FnId F, ValueId Id, Sym Part) {
  if (Id == None) {
    Origins O;
    O.Unknown = true;
    return O;
  }
  const Value &Val = V.P.Functions[F].Values[Id];
  bool WholeLocal = Val.Kind == ValueKind::Load && Val.P.R == Root::Local && Val.P.Steps.empty();
  if (Part < FirstFreeSym || (Val.Kind != ValueKind::Object && Val.Kind != ValueKind::Result && !WholeLocal))
    Part = NoSym;
  return originsOnce({F, Id, Part});
}

/// Depth first, with what belongs to one cycle finished together: while its root is under way, members are known as
/// far as the last pass has come, and passes are repeated until nothing changes. Linear in the values, times the
/// few passes.
Origins Effects::originsOnce(const OriginKey &Key) {
  if (auto It = OriginCache.find(Key); It != OriginCache.end())
    return It->second;
  auto Known = OriginParts.find(Key);
  auto [Running, New] = OriginRunning.try_emplace(Key, unsigned(OriginRunning.size()));
  if (!New) {
    OriginCut = std::min(OriginCut, Running->second);
    return Known == OriginParts.end() ? Origins() : Known->second.So;
  }
  unsigned Depth = Running->second, CutBefore = std::exchange(OriginCut, ~0u), PassBefore = OriginPass;
  if (Known != OriginParts.end() && Known->second.Pass == OriginPass) {
    OriginRunning.erase(Running);
    OriginCut = std::min(CutBefore, Known->second.Cut);
    return Known->second.So;
  }
  auto [F, Id, Part] = Key;
  Origins O = originsFresh(F, Id, Part);
  for (unsigned Pass = 0; OriginCut == Depth && Pass != MaxPasses; ++Pass) {
    Origins Before = OriginParts[Key].So;
    if (O == Before && !OriginsGrew)
      break;
    OriginParts[Key].So = O;
    OriginsGrew = false;
    OriginPass = ++OriginPasses;
    O = originsFresh(F, Id, Part);
  }
  OriginPass = PassBefore;
  OriginRunning.erase(Key);
  if (OriginCut < Depth) { // a member of a cycle that goes on further up
    OriginPart &Mine = OriginParts[Key];
    OriginsGrew |= !(Mine.So == O);
    Mine = {.So = O, .Cut = OriginCut, .Pass = OriginPass};
  } else {
    if (OriginCut == Depth)
      finishCycle(Depth);
    OriginCache[Key] = O;
    OriginParts.erase(Key);
    OriginCut = ~0u;
  }
  OriginCut = std::min(OriginCut, CutBefore);
  return O;
}

/// The root at this depth is done, and with it all that only went on to it.
void Effects::finishCycle(unsigned Depth) {
  for (auto It = OriginParts.begin(); It != OriginParts.end();)
    if (It->second.Pass != 0 && It->second.Cut >= Depth) {
      OriginCache[It->first] = It->second.So;
      It = OriginParts.erase(It);
    } else {
      ++It;
    }
}

/// A key that is given by reference is what is there, wherever that is.
Origins Effects::keyOrigins(FnId F, ValueId Id) {
  if (Id != None) {
    const Value &Val = V.P.Functions[F].Values[Id];
    if (Val.Kind == ValueKind::Address && Val.P.R == Root::Local && !is_contained(Val.P.Steps, DerefSym))
      return originsOfContent(F, Val.P);
  }
  return origins(F, Id);
}

/// Parameter bits and `this` of a callee become what the call passes for them.
Origins Effects::mapOrigins(const Origins &O, FnId Caller, const Node &Call, FnId Callee, bool Key) {
  Origins R = O;
  R.Params = 0;
  R.This = false;
  for (uint32_t I = 0; I != Call.Args.size(); ++I)
    if (O.Params & paramBit(I))
      R |= Key ? keyOrigins(Caller, Call.Args[I]) : origins(Caller, Call.Args[I]);
  // What was bound came along with the callable.
  uint32_t Given = Call.Args.size() < 31 ? (1u << Call.Args.size()) - 1 : ~0u;
  if (Call.Kind == NodeKind::Invoke && (O.Params & ~Given))
    R |= origins(Caller, Call.Val);
  if (O.This) {
    if (Call.Kind == NodeKind::Invoke)
      R |= origins(Caller, Call.Val);
    else if (Call.This != None)
      R |= origins(Caller, Call.This);
    else
      R.Unknown = true;
  }
  return R;
}

Origins Effects::originsOfResult(FnId F, NodeId Id, Sym Part) {
  Origins O;
  const Node &Call = V.P.Functions[F].Nodes[Id];
  auto Callees = V.callees(Call);
  for (FnId C : Callees)
    for (const Node &N : V.P.Functions[C].Nodes)
      if (N.Kind == NodeKind::Return && N.Val != None) {
        Origins Inner = origins(C, N.Val, Part);
        O |= mapOrigins(Inner, F, Call, C);
        // What a local object gives out is what it was given.
        const Value *Object = Inner.This && Call.This != None ? &V.P.Functions[F].Values[Call.This] : nullptr;
        if (Object && Object->Kind == ValueKind::Address && Object->P.R == Root::Local)
          O |= originsOfLocal(F, Object->P.Index, NoSym);
      }
  if (Callees.empty()) {
    for (ValueId A : Call.Args)
      O |= origins(F, A);
    if (Call.This != None)
      O |= origins(F, Call.This);
    O.Unknown = true;
  }
  // The address of something local never comes out of a call unharmed: that would be another bug.
  O.LocalAddress = false;
  return O;
}

Origins Effects::originsOfLocal(FnId F, uint32_t Local, Sym Part) {
  const Function &Fn = V.P.Functions[F];
  Origins O;
  bool Any = false;
  // What is put behind a pointer that was taken from a holder makes it no other object.
  for (bool Behind : {false, true})
    for (const Node &N : Fn.Nodes)
      if (N.Kind == NodeKind::Store && N.P.R == Root::Local && N.P.Index == Local && N.Val != None &&
          is_contained(N.P.Steps, DerefSym) == Behind && !(Behind && O.Recycled != NoSym)) {
        if (Part != NoSym && !N.P.Steps.empty() && N.P.Steps.front() >= FirstFreeSym && N.P.Steps.front() != Part)
          continue; // another member
        O |= N.P.Steps.empty() ? origins(F, N.Val, Part) : origins(F, N.Val);
        Any = true;
      }
  // Filled by a constructor or through its address.
  for (const Node &N : Fn.Nodes) {
    if (N.Kind != NodeKind::Call || N.Cleanup)
      continue;
    auto names = [&](ValueId A) {
      return A != None && Fn.Values[A].Kind == ValueKind::Address && Fn.Values[A].P.R == Root::Local &&
             Fn.Values[A].P.Index == Local;
    };
    if (!names(N.This) && none_of(N.Args, names))
      continue;
    Sym Recycled = O.Recycled;
    for (ValueId A : N.Args)
      if (!names(A))
        O |= origins(F, A);
    O.Recycled = Recycled;
    Any = true;
  }
  if (!Any)
    O.Unknown = true;
  return O;
}

Origins Effects::originsOfContent(FnId F, const Path &P) {
  Origins O;
  switch (P.R) {
  case Root::Global:
    O.Own = V.P.holder(P.Index);
    O.Global = !O.Own;
    O.Recycled = O.Own ? P.Index : NoSym;
    return O;
  case Root::Param:
    O.Params |= paramBit(P.Index);
    return O;
  case Root::This:
    if (P.Steps.size() == 1 && SettledFields.contains(P.Steps[0]))
      O.Constant = true;
    else
      O.This = true;
    return O;
  case Root::Local:
    return originsOfLocal(F, P.Index, P.Steps.empty() ? NoSym : P.Steps.front());
  case Root::Result:
    return originsOfResult(F, P.Index, P.Steps.empty() ? NoSym : P.Steps.front());
  case Root::Invalid:
    O.Unknown = true;
  }
  return O;
}

/// Numbers that only constructors set, to constants or by counting: the size of a table, a limit. No task brought
/// them along, whatever object they are read from.
void Effects::findSettledFields() {
  DenseSet<Sym> Changed;
  for (const Function &Fn : V.P.Functions) {
    auto last = [](const Path &P) { return P.Steps.empty() ? NoSym : P.Steps.back(); };
    for (const Node &N : Fn.Nodes) {
      Sym Field = last(N.P);
      if (Field < FirstFreeSym)
        continue;
      bool Made = (Fn.Flags & IsConstructor) && N.P.R == Root::This && N.P.Steps.size() == 1;
      bool Counts = N.Kind == NodeKind::Access && N.Op == AccessOp::Append && (V.P.text(N.Text) == "++" || V.P.text(N.Text) == "--");
      bool Constant = N.Val != None && (Fn.Values[N.Val].Kind == ValueKind::Const || Fn.Values[N.Val].Kind == ValueKind::Empty);
      bool Sets = N.Kind == NodeKind::Store || (N.Kind == NodeKind::Access && (N.Op == AccessOp::Write || N.Op == AccessOp::Remove));
      if (Made && (Counts || (Sets && Constant)))
        SettledFields.insert(Field);
      else if (Counts || Sets || N.Kind == NodeKind::Take || (N.Kind == NodeKind::Access && N.Op != AccessOp::Read && N.Op != AccessOp::Test))
        Changed.insert(Field);
    }
    for (const Value &Val : Fn.Values)
      if (Val.Kind == ValueKind::Address && last(Val.P) >= FirstFreeSym)
        Changed.insert(last(Val.P));
      else
        for (size_t I = 0; I != Val.Fields.size(); ++I) // members of an aggregate that is put together
          Changed.insert(Val.Fields[I]);
  }
  for (Sym Field : Changed)
    SettledFields.erase(Field);
}

Origins Effects::originsFresh(FnId F, ValueId Id, Sym Part) {
  const Function &Fn = V.P.Functions[F];
  const Value &Val = Fn.Values[Id];
  Origins O;
  auto operands = [&] {
    for (ValueId Op : Val.Operands)
      O |= origins(F, Op);
    if (Val.Operands.empty())
      O.Constant = true;
    if (Val.Kind != ValueKind::Choice)
      O.Recycled = NoSym;
  };
  switch (Val.Kind) {
  case ValueKind::Unknown:
    O.Unknown = true;
    break;
  case ValueKind::Const:
  case ValueKind::Empty:
  case ValueKind::Function:
    O.Constant = true;
    break;
  case ValueKind::Load:
    if (Part != NoSym)
      return originsOfLocal(F, Val.P.Index, Part);
    O |= originsOfContent(F, Val.P);
    break;
  case ValueKind::Address: {
    bool Direct = !is_contained(Val.P.Steps, DerefSym);
    if (Val.P.R == Root::Local && Direct) {
      O.LocalAddress = true;
    } else if (Val.P.R == Root::Param && Direct) {
      O.LocalAddress = true;
      O.Params |= paramBit(Val.P.Index);
    } else {
      O |= originsOfContent(F, Val.P);
    }
    break;
  }
  case ValueKind::Fresh:
    operands();
    O.Fresh = true;
    O.Constant = false;
    break;
  case ValueKind::Result:
    O |= originsOfResult(F, Val.Node, Part);
    break;
  default:
    if (auto It = find(Val.Fields, Part); Part != NoSym && It != Val.Fields.end())
      O |= origins(F, Val.Operands[It - Val.Fields.begin()]);
    else
      operands();
  }
  return O;
}

} // namespace tidepool::solve
