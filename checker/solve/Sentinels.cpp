//===- Sentinels.cpp - Initial values that stand for "not set" ------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Sentinels.h"
#include "llvm/ADT/StringExtras.h"
#include <utility>

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

namespace {
enum class Answer : uint8_t { None, SetIfTrue, SetIfFalse };
} // namespace

/// What the comparison says of a variable that starts with Initial: equality with it, or a border right beside it
/// (tid >= 0 where it starts with -1).
static Answer asks(StringRef Operator, StringRef Constant, StringRef Initial) {
  if (Operator == "==" || Operator == "!=")
    return Constant != Initial ? Answer::None : Operator == "==" ? Answer::SetIfFalse : Answer::SetIfTrue;
  int64_t Border, First;
  if (!to_integer(Constant, Border) || !to_integer(Initial, First))
    return Answer::None;
  if ((Operator == ">" && Border == First) || (Operator == ">=" && Border == First + 1))
    return Answer::SetIfTrue;
  if ((Operator == "<=" && Border == First) || (Operator == "<" && Border == First + 1))
    return Answer::SetIfFalse;
  return Answer::None;
}

static void question(Program &P, Function &F, Node &Read, StringRef Initial) {
  auto [Operator, Constant] = P.text(Read.Text).split(' ');
  Answer A = asks(Operator, Constant, Initial);
  Node *Next = Read.Succs.size() == 1 ? &F.Nodes[Read.Succs[0]] : nullptr;
  if (A == Answer::None || !Next || Next->Kind != NodeKind::Branch || Next->Cond == None || Next->Succs.size() != 2)
    return;
  Read.Op = AccessOp::Test;
  Cond C;
  C.Kind = CondKind::NonEmpty;
  C.P = Read.P;
  C.Text = P.intern(("set " + P.text(Read.P.Index)).str());
  C.Mentions = {C.P};
  if (A == Answer::SetIfFalse)
    std::swap(Next->Succs[0], Next->Succs[1]);
  Next->Cond = F.Conds.size();
  F.Conds.push_back(std::move(C));
}

void readSentinels(Program &P) {
  for (Function &F : P.Functions)
    for (NodeId Id = 0; Id != F.Nodes.size(); ++Id) {
      Node &N = F.Nodes[Id];
      if (N.Kind != NodeKind::Access || N.P.R != Root::Global || !N.P.Steps.empty())
        continue;
      const Holder *H = P.holder(N.P.Index);
      if (!H || H->Initial == NoSym)
        continue;
      if (N.Op == AccessOp::Read && N.Decides && N.Text != NoSym)
        question(P, F, N, P.text(H->Initial));
      else if (N.Op == AccessOp::Write && N.Val != None && F.Values[N.Val].Kind == ValueKind::Const &&
               F.Values[N.Val].Symbol == H->Initial)
        N.Op = AccessOp::Remove;
    }
}

} // namespace tidepool::solve
