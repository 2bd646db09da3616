//===- AmbientState.cpp - tidepool-ambient-state ---------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Check.h"
#include "checker/checks/Deviance.h"
#include "checker/model/Model.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

using namespace llvm;
using namespace tidepool::solve;
using tidepool::model::StateModel;

namespace tidepool::checks {
namespace {

/// A change that stays, and what makes it a mistake.
struct Change {
  Residue R;
  Confidence Conf = Confidence::Likely;
  std::optional<WriteRec> Cleaned;   ///< the same change, where another way puts it back
  const StaleRead *SeenBy = nullptr; ///< what a later task does under it, where only that matters
};

/// A summary may have been made with models that are not at hand.
const StateModel &modelOf(Query &Q, CellId C) {
  static const StateModel Unknown;
  const StateModel *M = Q.Models.state(Q.A.P.text(Q.A.S[C].Decl->Model));
  return M ? *M : Unknown;
}

/// What a task does on the same threads for which the state matters, before it sets the state itself.
const StaleRead *seenBy(Query &Q, const Residue &R) {
  auto Sees = [&](const StaleRead &X) { return X.Cell == R.Cell && Q.A.sameThreads(X.Task, R.Task); };
  auto It = find_if(Q.A.StateReads, Sees);
  return It == Q.A.StateReads.end() ? nullptr : &*It;
}

std::optional<Change> judge(Query &Q, const Residue &R) {
  if (Q.Left.cleanedByLibrary(R) || Q.A.cleanedByPool(R))
    return std::nullopt;
  const StateModel &M = modelOf(Q, R.Cell);
  Change C{R, Confidence::Likely, Q.A.cleanedElsewhere(R.Entry, R.Cell, R.W)};
  if (!M.Shared) {
    C.SeenBy = seenBy(Q, R);
    return C.SeenBy ? std::optional(C) : std::nullopt;
  }
  if (C.Cleaned)
    return C;
  const Origins &From = Q.A.E.write(R.W).From;
  // Back to the identity that the program keeps in a variable.
  if (M.W == StateModel::Weight::Privilege && From.Global && !From.taskData() && !From.Unknown)
    return std::nullopt;
  // Whose rights a thread has between two tasks is nobody's business only if they are always the same.
  bool Varies = M.W == StateModel::Weight::Privilege && From.taskData();
  if (Q.A.setByAll(R) && !Varies)
    return std::nullopt;
  if (M.W == StateModel::Weight::Manner)
    C.Conf = Confidence::Audit;
  return C;
}

/// A function that returns one thing where it puts the state back, and another where it leaves it changed,
/// tells its caller: `if (become(user) == 0) { ...; leave(); }`.
bool tellsCaller(Query &Q, const Residue &R) {
  const summary::Function &Fn = Q.A.P.Functions[Q.A.E[R.Entry].Fn];
  bool Returns = any_of(Fn.Nodes, [](const summary::Node &N) {
    return N.Kind == summary::NodeKind::Return && N.Val != summary::None;
  });
  if (!Returns)
    return false;
  const auto &Outcomes = Q.A.E.effect(R.Entry).find(R.Cell)->second.Outcomes;
  auto leaves = [&](const solve::Outcome &O) {
    WriteId Left = Q.A.E.left(O.S.Cur);
    return O.Exit == ExitKind::Normal && Left != NoTerm && Q.A.E.write(Left).sameSite(Q.A.E.write(R.W));
  };
  auto cleans = [&](const solve::Outcome &O) {
    return O.Exit == ExitKind::Normal && Q.A.E.left(O.S.Cur) == NoTerm && O.S.Cur.Last != NoTerm &&
           Q.A.E.write(O.S.Cur.Last).sameSite(Q.A.E.write(R.W));
  };
  for (const solve::Outcome &Left : Outcomes)
    for (const solve::Outcome &Cleaned : Outcomes)
      if (leaves(Left) && cleans(Cleaned) && Left.S.Ret != Truth::Unknown && Left.S.Ret == Cleaned.S.Ret)
        return false;
  return true;
}

std::string message(Query &Q, const Change &C, const Finding &F, const Story &S) {
  std::string Name = taskName(Q.A, C.R.Task);
  const WriteRec &W = Q.A.E.write(C.R.W);
  if (C.SeenBy) {
    std::string There = std::to_string(S.at(C.SeenBy->X.Fn, C.SeenBy->X.Node).Line);
    if (W.Append)
      return Name + " ends with the errors of this call in the thread's " + F.Holder + ": on line " + There +
             " " + taskName(Q.A, C.SeenBy->Task) + " takes them for its own";
    return Name + " leaves the thread's " + F.Holder + " changed: " + taskName(Q.A, C.SeenBy->Task) +
           " depends on it on line " + There + " without setting it";
  }
  std::string Text = Name + " changes the thread's " + F.Holder;
  Location E = S.exit();
  if (C.R.Exit == ExitKind::Unwound)
    Text += ", and an exception can end it before it is put back";
  else if (E.Line)
    Text += " and ends on line " + std::to_string(E.Line) + " without putting it back";
  else
    Text += " and does not put it back";
  Text += "; what this thread runs next is subject to it";
  if (C.Cleaned)
    Text += " (another path of '" + S.function(C.Cleaned->SiteFn) + "' does put it back)";
  return Text;
}

void report(Query &Q, const Change &C) {
  const WriteRec &W = Q.A.E.write(C.R.W);
  Story S(Q.A);
  S.submission(C.R.Task).residue(C.R);
  Finding F;
  F.Check = "tidepool-ambient-state";
  F.Conf = C.Conf;
  F.Primary = S.at(W.Fn, W.Node);
  F.Holder = Q.A.S[C.R.Cell].Name;
  F.Function = S.function(W.Fn);
  if (C.SeenBy)
    S.add(Step::Kind::Read, S.at(C.SeenBy->X.Fn, C.SeenBy->X.Node),
          taskName(Q.A, C.SeenBy->Task) + " depends on it here, with what earlier tasks have left");
  F.Message = message(Q, C, F, S);
  S.advise(F.Primary, W.Append ? "clear " + F.Holder + " before each operation that asks for it"
                               : "put back what was there before, in a destructor: it runs on every way out");
  S.finish(F, C.R.Cell);
  Q.Out.push_back(std::move(F));
}

/// One finding for each call that changes a state, the surest.
class Changes {
public:
  explicit Changes(Query &Q) : Q(Q) {}
  void add(const Change &C) {
    const WriteRec &W = Q.A.E.write(C.R.W);
    auto [It, New] = BySite.try_emplace({W.Fn, W.Node, C.R.Cell}, C);
    auto Rank = [](const Change &X) { return std::make_pair(X.Conf, X.R.Exit == ExitKind::Normal); };
    if (!New && Rank(It->second) < Rank(C))
      It->second = C;
  }
  void report() {
    for (auto &[Site, C] : BySite)
      checks::report(Q, C);
  }

private:
  Query &Q;
  std::map<std::tuple<FnId, NodeId, CellId>, Change> BySite;
};

void run(Query &Q) {
  Changes All(Q);
  for (const Residue &R : Q.A.StateResidues)
    if (auto C = judge(Q, R))
      All.add(*C);
  for (ExitKind Exit : {ExitKind::Normal, ExitKind::Unwound})
    for (const Deviation &D : deviations(Q.A, Exit, Q.Opts.Latent, /*OfState=*/true))
      if (modelOf(Q, D.R.Cell).Shared && !(D.Cleaned && tellsCaller(Q, D.R)))
        All.add({D.R, D.Cleaned ? Confidence::Likely : Confidence::Audit, D.Cleaned});
  All.report();
}

} // namespace

extern const Check AmbientState{
    "tidepool-ambient-state", "a task changes what its thread is subject to, and does not put it back", run};

} // namespace tidepool::checks
