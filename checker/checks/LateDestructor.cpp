//===- LateDestructor.cpp - tidepool-late-destructor -----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Check.h"
#include "checker/model/Model.h"
#include "checker/solve/Endings.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::solve;
using tidepool::summary::NodeKind;

namespace tidepool::checks {
namespace {

class Lateness {
public:
  explicit Lateness(Query &Q) : Q(Q), A(Q.A), Ends(Q.A) {}
  void run() {
    captured();
    locals();
    ownKeys();
    threadsEnd();
  }

private:
  void captured();
  void locals();
  void ownKeys();
  void threadsEnd();
  void capturedReads(const CapturedObject &O, CellId C, const CellEffect &Effect);
  void capturedWrites(const CapturedObject &O, CtxId Ctx, CellId C, const CellEffect &Effect);
  void cleanedBefore(uint32_t Task, CellId C, const LateUse &L);
  void targetGone(uint32_t Task, CellId C, const LateUse &L, uint32_t Target);
  void order(const summary::Holder &Dying, CellId C, const CellEffect &Effect);
  std::optional<WriteRec> cleanedWrite(uint32_t Task, CellId C);
  bool isContext(uint32_t Task, CellId C, WriteId W);
  Finding begin(Confidence Conf, const Location &Primary, CellId C, FnId In);
  std::string named(Sym Name) const {
    return Name == summary::NoSym ? "object" : "'" + A.P.text(Name).str() + "'";
  }

  Query &Q;
  Analysis &A;
  Endings Ends;
  std::set<std::tuple<Location, const summary::Holder *>> Told;
};

Finding Lateness::begin(Confidence Conf, const Location &Primary, CellId C, FnId In) {
  Finding F;
  F.Check = "tidepool-late-destructor";
  F.Conf = Conf;
  F.Primary = Primary;
  F.Holder = A.S[C].Name;
  F.Function = Story(A).function(In);
  return F;
}

/// What was there was one task's business: a reader of it misses something.
bool Lateness::isContext(uint32_t Task, CellId C, WriteId W) {
  return !A.isState(C) && !A.E.write(W).Fill &&
         Q.Left.visibleLater({Task, A.TaskContexts[Task], C, W, ExitKind::Normal, 0, false});
}

/// On every normal way the body has taken back what it wrote: the write.
std::optional<WriteRec> Lateness::cleanedWrite(uint32_t Task, CellId C) {
  const auto &Effect = A.E.effect(A.TaskContexts[Task]);
  auto It = Effect.find(C);
  std::optional<WriteRec> Found;
  if (It == Effect.end())
    return Found;
  for (const solve::Outcome &O : It->second.Outcomes) {
    if (O.Exit != ExitKind::Normal)
      continue;
    if (A.E.left(O.S.Cur) != NoTerm)
      return std::nullopt;
    if (!O.S.Cur.Found && O.S.Cur.Last != NoTerm && isContext(Task, C, O.S.Cur.Last))
      Found = A.E.write(O.S.Cur.Last);
  }
  return Found;
}

//===-- Captures -----------------------------------------------------------===//

void Lateness::captured() {
  for (const CapturedObject &O : Ends.captures()) {
    CtxId Ctx = Ends.ending(O.Destructor);
    for (auto &[Cell, Effect] : A.E.effect(Ctx)) {
      if (A.isState(Cell) || A.S[Cell].Life != summary::Lifetime::Static || Q.Left.keptOnPurpose(Cell))
        continue;
      capturedReads(O, Cell, Effect);
      capturedWrites(O, Ctx, Cell, Effect);
    }
  }
}

void Lateness::capturedReads(const CapturedObject &O, CellId C, const CellEffect &Effect) {
  auto Read = find_if(Effect.Exposures,
                      [](const Exposure &X) { return !X.Returned && !X.Keyed && X.Pre != Before::NonEmpty; });
  if (Read == Effect.Exposures.end())
    return;
  std::optional<WriteRec> W = cleanedWrite(O.Task, C);
  Story S(A);
  if (!W || !Told.insert({S.at(O.L), A.S[C].Decl}).second)
    return;
  Finding F = begin(Confidence::Likely, S.at(O.L), C, A.Tasks.Tasks[O.Task].Body.Fn);
  F.Message = "captured " + named(O.Name) + " dies after " + taskName(A, O.Task) + " has taken '" + F.Holder +
              "' back: its destructor reads it on line " + std::to_string(S.at(Read->Fn, Read->Node).Line) +
              " and finds nothing, or what somebody else has left";
  S.holder(C).submission(O.Task);
  S.add(Step::Kind::Write, S.at(W->Fn, W->Node),
        "'" + F.Holder + "' is set here, for as long as the body runs");
  S.add(Step::Kind::Read, S.at(Read->Fn, Read->Node),
        "read here, by the destructor of what the task has captured");
  S.advise(F.Primary, "move it into a local of the body, declared after the guard of '" + F.Holder + "'");
  S.finish(F, C);
  Q.Out.push_back(std::move(F));
}

void Lateness::capturedWrites(const CapturedObject &O, CtxId Ctx, CellId C, const CellEffect &Effect) {
  for (const solve::Outcome &End : Effect.Outcomes) {
    WriteId W = A.E.left(End.S.Cur);
    if (End.Exit != ExitKind::Normal || W == NoTerm)
      continue;
    Story S(A);
    if (!Q.Left.shouldBeRemoved({O.Task, Ctx, C, W, ExitKind::Normal, 0, false}) ||
        !Told.insert({S.at(O.L), A.S[C].Decl}).second)
      continue;
    const WriteRec &Rec = A.E.write(W);
    Finding F = begin(Confidence::Likely, S.at(O.L), C, A.Tasks.Tasks[O.Task].Body.Fn);
    F.Message = "captured " + named(O.Name) + " dies after " + taskName(A, O.Task) +
                " has ended, and its destructor sets '" + F.Holder + "' on line " +
                std::to_string(S.at(Rec.Fn, Rec.Node).Line) + ": nothing takes that back";
    S.holder(C).submission(O.Task);
    S.add(Step::Kind::Write, S.at(Rec.Fn, Rec.Node),
          "set here, by the destructor of what the task has captured");
    S.advise(F.Primary, "move it into a local of the body, so that it dies before '" + F.Holder + "' is taken back");
    S.finish(F, C);
    Q.Out.push_back(std::move(F));
  }
}

//===-- Locals -------------------------------------------------------------===//

void Lateness::locals() {
  for (uint32_t Task = 0; Task != A.Tasks.Tasks.size(); ++Task)
    for (auto &[Cell, Effect] : A.E.effect(A.TaskContexts[Task])) {
      if (A.S[Cell].Life != summary::Lifetime::Static || Q.Left.keptOnPurpose(Cell))
        continue;
      for (const LateUse &L : Effect.LateUses)
        if (L.Cleaned && isContext(Task, Cell, L.W))
          cleanedBefore(Task, Cell, L);
        else if (auto Target = Ends.deadLocal(L); Target && Ends.follows(L.SiteFn, Cell))
          targetGone(Task, Cell, L, *Target);
    }
}

/// The variable that dies at a node of a function, or null.
const summary::Variable *dying(const summary::Function &Fn, NodeId Node) {
  summary::ValueId Object = Fn.Nodes[Node].This;
  if (Object == summary::None || Fn.Values[Object].P.R != summary::Root::Local)
    return nullptr;
  return &Fn.Locals[Fn.Values[Object].P.Index];
}

void Lateness::cleanedBefore(uint32_t Task, CellId C, const LateUse &L) {
  const summary::Variable *V = dying(A.P.Functions[L.Fn], L.Node);
  const WriteRec &W = A.E.write(L.W);
  Story S(A);
  if (!V || V->Name == summary::NoSym || !Told.insert({S.at(V->L), A.S[C].Decl}).second)
    return;
  Finding F = begin(Confidence::Likely, S.at(V->L), C, L.Fn);
  F.Message = named(V->Name) + " dies after '" + F.Holder +
              "' has been taken back: its destructor reads it on line " +
              std::to_string(S.at(L.ReadFn, L.ReadNode).Line) +
              " and finds nothing, or what somebody else has left";
  S.holder(C).submission(Task);
  S.add(Step::Kind::Write, S.at(W.Fn, W.Node), "'" + F.Holder + "' is set here");
  S.add(Step::Kind::Note, S.at(L.Fn, L.Node), named(V->Name) + " dies here, when that is over");
  S.add(Step::Kind::Read, S.at(L.ReadFn, L.ReadNode), "read here, by its destructor");
  S.advise(F.Primary, "declare it after the guard of '" + F.Holder + "', so that it dies first");
  S.finish(F, C);
  Q.Out.push_back(std::move(F));
}

void Lateness::targetGone(uint32_t Task, CellId C, const LateUse &L, uint32_t Target) {
  const summary::Function &Fn = A.P.Functions[L.Fn];
  const summary::Variable *Guard = dying(Fn, L.Node);
  const summary::Variable &Gone = Fn.Locals[Target];
  const WriteRec &W = A.E.write(L.W);
  Story S(A);
  Location At = S.at(L.ReadFn, L.ReadNode);
  if (!Guard || !Told.insert({At, A.S[C].Decl}).second)
    return;
  Finding F = begin(Confidence::Certain, At, C, L.ReadFn);
  F.Message = "the destructor of " + named(Guard->Name) + " follows '" + F.Holder + "' to " +
              named(Gone.Name) + ", which is declared later (line " + std::to_string(S.at(Gone.L).Line) +
              ") and already gone";
  S.holder(C).submission(Task);
  S.add(Step::Kind::Note, S.at(Guard->L), named(Guard->Name) + " is declared here, and so dies last");
  S.add(Step::Kind::Note, S.at(Gone.L), named(Gone.Name) + " is declared here, and dies before it");
  S.add(Step::Kind::Write, S.at(W.Fn, W.Node), "its address is put into '" + F.Holder + "' here");
  S.advise(S.at(Guard->L), "declare " + named(Guard->Name) + " after " + named(Gone.Name));
  S.finish(F, C);
  Q.Out.push_back(std::move(F));
}

//===-- The thread's end ---------------------------------------------------===//

/// Before a key's destructor is called the thread's value is set to null: what it is, the argument says.
void Lateness::ownKeys() {
  for (FnId F = 0; F != A.P.Functions.size(); ++F)
    for (const summary::Node &N : A.P.Functions[F].Nodes) {
      if (N.Kind != NodeKind::Access || N.Op != summary::AccessOp::CreateKey || N.Val == summary::None)
        continue;
      SmallVector<FnId, 2> Destructors;
      for (TermId X : A.V.eval(F, N.Val))
        for (const Target &T : A.V.targets(X, /*WithHeap=*/false))
          if (A.S.relevant(T.Fn))
            Destructors.push_back(T.Fn);
      for (PlaceId Place : Destructors.empty() ? PlaceSet() : A.V.places(F, N.P)) {
        auto Key = A.S.cell(Place);
        const model::HolderModel *M = Key ? Q.Models.keyType(A.P.text(A.S[*Key].Decl->Model)) : nullptr;
        if (!M || M->KeptForDestructor)
          continue;
        for (FnId D : Destructors) {
          const auto &Effect = A.E.effect(Ends.ending(D));
          auto It = Effect.find(*Key);
          if (It == Effect.end())
            continue;
          for (const Exposure &X : It->second.Exposures) {
            Story S(A);
            Location At = S.at(X.Fn, X.Node);
            if (X.Returned || X.Pre == Before::NonEmpty || !Told.insert({At, A.S[*Key].Decl}).second)
              continue;
            Finding Out = begin(Confidence::Certain, At, *Key, X.Fn);
            Out.Message = "destructor '" + S.function(D) + "' of key '" + Out.Holder +
                          "' reads its own key: the thread's value there is already null when it is called";
            S.holder(*Key);
            S.add(Step::Kind::Note, S.at(F, &N - A.P.Functions[F].Nodes.data()),
                  "'" + S.function(D) + "' becomes the key's destructor here");
            S.advise(At, "use the value that the destructor is given");
            S.finish(Out, *Key);
            Q.Out.push_back(std::move(Out));
          }
        }
      }
    }
}

/// Variables of a thread die in the reverse order of their definitions: of two in one file the later one
/// first.
void Lateness::threadsEnd() {
  for (const summary::Holder &Dying : A.P.Holders) {
    const summary::Entity *Variable = Dying.Destroyed ? A.P.entity(Dying.Usr) : nullptr;
    auto Destructor = Variable ? Ends.destructorOf(Variable->Class) : std::nullopt;
    if (!Destructor)
      continue;
    for (auto &[Cell, Effect] : A.E.effect(Ends.ending(*Destructor))) {
      const summary::Holder *Used = A.S[Cell].Decl;
      if (Used != &Dying && Used->Destroyed && Used->L.File == Dying.L.File &&
          std::tie(Dying.L.Line, Dying.L.Col) < std::tie(Used->L.Line, Used->L.Col))
        order(Dying, Cell, Effect);
    }
  }
}

void Lateness::order(const summary::Holder &Dying, CellId C, const CellEffect &Effect) {
  Story S(A);
  FnId In = NoTerm;
  Location At;
  if (!Effect.Exposures.empty()) {
    In = Effect.Exposures.begin()->Fn;
    At = S.at(In, Effect.Exposures.begin()->Node);
  }
  for (const solve::Outcome &O : Effect.Outcomes)
    if (WriteId W = A.E.left(O.S.Cur); In == NoTerm && W != NoTerm) {
      In = A.E.write(W).Fn;
      At = S.at(In, A.E.write(W).Node);
    }
  if (In == NoTerm || !Told.insert({At, A.S[C].Decl}).second)
    return;
  Finding F = begin(Confidence::Certain, At, C, In);
  F.Message = "the destructor of '" + A.P.text(Dying.Name).str() + "' uses '" + F.Holder +
              "', which is defined after it and so is already destroyed when the thread ends";
  S.holder(C);
  S.add(Step::Kind::Note, S.at(Dying.L),
        "'" + A.P.text(Dying.Name).str() + "' is defined here, and dies later");
  S.advise(S.at(Dying.L), "define it after '" + F.Holder + "'");
  S.finish(F, C);
  Q.Out.push_back(std::move(F));
}

void run(Query &Q) { Lateness(Q).run(); }

} // namespace

extern const Check LateDestructor{
    "tidepool-late-destructor",
    "a destructor uses a holder when it is over, or the holder's target when that is gone", run};

} // namespace tidepool::checks
