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
  Recycled |= O.Recycled;
  Global |= O.Global;
  Constant |= O.Constant;
  Unknown |= O.Unknown;
}

static uint32_t paramBit(uint32_t I) { return 1u << std::min(I, 31u); }

Origins Effects::origins(FnId F, ValueId Id) {
  if (Id == None) {
    Origins O;
    O.Unknown = true;
    return O;
  }
  if (auto It = OriginCache.find({F, Id}); It != OriginCache.end())
    return It->second;
  if (!OriginRunning.insert({F, Id}).second)
    return {};
  Origins O = originsFresh(F, Id);
  OriginRunning.erase({F, Id});
  // A result that was cut short by a cycle is not kept.
  if (OriginRunning.empty())
    OriginCache[{F, Id}] = O;
  return O;
}

/// A key that is given by reference is what is there, wherever that is.
Origins Effects::keyOrigins(FnId F, ValueId Id) {
  if (Id != None) {
    const Value &Val = V.P.Functions[F].Values[Id];
    if (Val.Kind == ValueKind::Address && Val.P.R == Root::Local && !is_contained(Val.P.Steps, DerefSym))
      return contentOrigins(F, Val.P);
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

/// Of what is in a place.
Origins Effects::contentOrigins(FnId F, const Path &P) {
  const Function &Fn = V.P.Functions[F];
  Origins O;
  switch (P.R) {
  case Root::Global:
    (V.P.holder(P.Index) ? O.Own : O.Global) = true;
    O.Recycled = O.Own;
    break;
  case Root::Param:
    O.Params |= paramBit(P.Index);
    break;
  case Root::This:
    O.This = true;
    break;
  case Root::Local: {
    bool Any = false;
    for (const Node &N : Fn.Nodes)
      if (N.Kind == NodeKind::Store && N.P.R == Root::Local && N.P.Index == P.Index && N.Val != None) {
        Origins Stored = origins(F, N.Val);
        Stored.Recycled &= N.P.Steps.empty();
        O |= Stored;
        Any = true;
      }
    // Filled by a constructor or through its address.
    for (const Node &N : Fn.Nodes) {
      if (N.Kind != NodeKind::Call || N.Cleanup)
        continue;
      auto names = [&](ValueId A) {
        return A != None && Fn.Values[A].Kind == ValueKind::Address && Fn.Values[A].P.R == Root::Local &&
               Fn.Values[A].P.Index == P.Index;
      };
      if (!names(N.This) && none_of(N.Args, names))
        continue;
      bool Recycled = O.Recycled;
      for (ValueId A : N.Args)
        if (!names(A))
          O |= origins(F, A);
      O.Recycled = Recycled;
      Any = true;
    }
    if (!Any)
      O.Unknown = true;
    break;
  }
  case Root::Result: {
    const Node &Call = Fn.Nodes[P.Index];
    auto Callees = V.callees(Call);
    for (FnId C : Callees)
      for (const Node &N : V.P.Functions[C].Nodes)
        if (N.Kind == NodeKind::Return && N.Val != None)
          O |= mapOrigins(origins(C, N.Val), F, Call, C);
    if (Callees.empty()) {
      for (ValueId A : Call.Args)
        O |= origins(F, A);
      if (Call.This != None)
        O |= origins(F, Call.This);
      O.Unknown = true;
    }
    // The address of something local never comes out of a call unharmed: that would be another bug.
    O.LocalAddress = false;
    break;
  }
  case Root::Invalid:
    O.Unknown = true;
    break;
  }
  return O;
}

Origins Effects::originsFresh(FnId F, ValueId Id) {
  const Function &Fn = V.P.Functions[F];
  const Value &Val = Fn.Values[Id];
  Origins O;
  auto operands = [&] {
    for (ValueId Op : Val.Operands)
      O |= origins(F, Op);
    O.Recycled &= Val.Kind == ValueKind::Choice;
    if (Val.Operands.empty())
      O.Constant = true;
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
    O |= contentOrigins(F, Val.P);
    break;
  case ValueKind::Address: {
    bool Direct = !is_contained(Val.P.Steps, DerefSym);
    if (Val.P.R == Root::Local && Direct) {
      O.LocalAddress = true;
    } else if (Val.P.R == Root::Param && Direct) {
      O.LocalAddress = true;
      O.Params |= paramBit(Val.P.Index);
    } else {
      O |= contentOrigins(F, Val.P);
    }
    break;
  }
  case ValueKind::Fresh:
    operands();
    O.Fresh = true;
    O.Constant = false;
    break;
  case ValueKind::Result: {
    O |= contentOrigins(F, Path{Root::Result, Val.Node, {}});
    break;
  }
  default:
    operands();
  }
  return O;
}

} // namespace tidepool::solve
