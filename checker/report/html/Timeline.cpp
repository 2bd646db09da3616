//===- Timeline.cpp - A finding's path and its scenario as one story ------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/report/html/Timeline.h"
#include "checker/report/Report.h"

using namespace llvm;

namespace tidepool::report::html {
namespace {

using checks::Event;
using checks::Step;
using confirm::Moment;

StringRef kindOf(const Moment &M) {
  using Kind = Event::Kind;
  if (!M.Of)
    return "later";
  switch (*M.Of) {
  case Kind::HolderMade:
  case Kind::HolderDies:
    return "holder";
  case Kind::Submit:
    return "submission";
  case Kind::TaskBegins:
    return "begin";
  case Kind::TaskEnds:
  case Kind::TaskUnwinds:
    return "end";
  case Kind::Set:
  case Kind::Fill:
  case Kind::Append:
  case Kind::SetEmpty:
    return "write";
  case Kind::Get:
    return "read";
  case Kind::Remove:
    return "remove";
  case Kind::Restore:
    return "restore";
  case Kind::Back:
    return "back";
  case Kind::NotShown: // is in no script
    return "note";
  }
  llvm_unreachable("all events are covered");
}

/// Could the step be telling of this moment?
bool tells(const Step &S, const Moment &M) {
  StringRef Step = name(S.K), Kind = kindOf(M);
  return Step == Kind || (S.K == Step::Kind::Exit && (Kind == "end" || M.Of == Event::Kind::HolderDies));
}

class Weaver {
public:
  Weaver(const checks::Finding &F, ArrayRef<Moment> Moments, size_t Operations)
      : F(F), Moments(Moments), Operations(Operations) {}
  std::vector<TimelineStep> take();

private:
  size_t doneAfter(size_t Moment) const {
    return Moment + 1 < Moments.size() ? Moments[Moment + 1].Operation : Operations;
  }
  size_t doneSoFar() const { return Next < Moments.size() ? Moments[Next].Operation : Operations; }
  std::optional<size_t> find(const Step &S) const;
  void passUntil(size_t Moment);
  void tell(const Step &S);

  const checks::Finding &F;
  ArrayRef<Moment> Moments;
  size_t Operations, Next = 0;
  std::vector<TimelineStep> Out;
};

/// In the witness's first run, from here on.
std::optional<size_t> Weaver::find(const Step &S) const {
  std::optional<size_t> OfKind;
  for (size_t I = Next; I != Moments.size() && Moments[I].Run <= 1; ++I) {
    if (Moments[I].Run == 0 || !tells(S, Moments[I]))
      continue;
    if (Moments[I].At == S.At)
      return I;
    if (!OfKind)
      OfKind = I;
  }
  return OfKind;
}

void Weaver::passUntil(size_t Moment) {
  for (; Next < Moment; ++Next) {
    const confirm::Moment &M = Moments[Next];
    Out.push_back({kindOf(M), M.At, M.Text, doneAfter(Next), false});
  }
}

void Weaver::tell(const Step &S) {
  // What was before the first run is told after the declarations.
  while (S.K != Step::Kind::Holder && Next < Moments.size() && Moments[Next].Run == 0 &&
         (Next == 0 || Moments[Next - 1].Run == 0))
    passUntil(Next + 1);
  if (std::optional<size_t> M = find(S)) {
    passUntil(*M);
    ++Next;
  } else if (S.K == Step::Kind::Call) {
    size_t Task = Next;
    while (Task < Moments.size() && !Moments[Task].Of)
      ++Task;
    if (Task < Moments.size() && Moments[Task].Of == Event::Kind::TaskBegins && Moments[Task].Run <= 1)
      passUntil(Task + 1); // the calls are the task's
  }
  Out.push_back({name(S.K), S.At, S.Text, doneSoFar(), true});
}

std::vector<TimelineStep> Weaver::take() {
  for (const Step &S : F.Steps)
    if (S.K != Step::Kind::Advice)
      tell(S);
  passUntil(Moments.size());
  // What to do comes when all has been seen.
  for (const Step &S : F.Steps)
    if (S.K == Step::Kind::Advice)
      tell(S);
  return std::move(Out);
}

} // namespace

std::vector<TimelineStep> timeline(const checks::Finding &F, ArrayRef<Moment> Moments, size_t Operations) {
  return Weaver(F, Moments, Operations).take();
}

} // namespace tidepool::report::html
