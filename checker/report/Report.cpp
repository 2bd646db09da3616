//===- Report.cpp - What all formats have in common -----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/report/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Path.h"

LLVM_INSTANTIATE_REGISTRY(tidepool::report::Formats)

using namespace llvm;

namespace tidepool::report {

Format::~Format() = default;

std::vector<StringRef> formatNames() {
  std::vector<StringRef> Names;
  for (const Formats::entry &E : Formats::entries())
    Names.push_back(E.getName());
  llvm::sort(Names);
  return Names;
}

std::unique_ptr<Format> findFormat(StringRef Name) {
  for (const Formats::entry &E : Formats::entries())
    if (E.getName() == Name)
      return E.instantiate();
  return nullptr;
}

StringRef shownPath(StringRef Path, StringRef Root) {
  StringRef Rest = Path;
  Root = Root.rtrim('/');
  if (Root.empty() || !Rest.consume_front(Root) || !Rest.starts_with("/"))
    return Path;
  Rest = Rest.ltrim('/');
  return Rest.empty() ? Path : Rest;
}

StringRef name(checks::Confidence C) {
  switch (C) {
  case checks::Confidence::Audit:
    return "audit";
  case checks::Confidence::Likely:
    return "likely";
  case checks::Confidence::Certain:
    return "certain";
  }
  llvm_unreachable("all confidences are covered");
}

StringRef name(checks::Step::Kind K) {
  using Kind = checks::Step::Kind;
  switch (K) {
  case Kind::Holder:
    return "holder";
  case Kind::Submission:
    return "submission";
  case Kind::Call:
    return "call";
  case Kind::Write:
    return "write";
  case Kind::Exit:
    return "exit";
  case Kind::Read:
    return "read";
  case Kind::Note:
    return "note";
  case Kind::Advice:
    return "advice";
  }
  llvm_unreachable("all kinds of steps are covered");
}

StringRef name(confirm::Verdict V) {
  switch (V) {
  case confirm::Verdict::Confirmed:
    return "confirmed";
  case confirm::Verdict::Transient:
    return "transient";
  case confirm::Verdict::Refuted:
    return "refuted";
  case confirm::Verdict::NotReplayed:
    return "not-replayed";
  }
  llvm_unreachable("all verdicts are covered");
}

StringRef name(confirm::Executed E) {
  switch (E) {
  case confirm::Executed::NotAsked:
    return "";
  case confirm::Executed::Confirmed:
    return "confirmed";
  case confirm::Executed::Reached:
    return "reached";
  case confirm::Executed::NotReached:
    return "not-reached";
  case confirm::Executed::NotTraced:
    return "not-traced";
  }
  llvm_unreachable("all answers of a run are covered");
}

static std::string counted(unsigned N, StringRef What) {
  return (Twine(N) + " " + What + (N == 1 ? "" : "s")).str();
}

/// "1 unit failed: a.cpp"; a long list is cut, since the diagnostics above it have all the names.
static std::string failedUnits(const Run &R) {
  constexpr size_t Shown = 5;
  std::string Text = counted(R.Failed.size(), "unit") + " failed: ";
  ListSeparator Comma;
  for (const FailedUnit &F : R.Failed.take_front(Shown))
    Text += (Twine(Comma) + shownPath(F.File, R.Root)).str();
  if (R.Failed.size() > Shown)
    Text += " and " + std::to_string(R.Failed.size() - Shown) + " more";
  return Text;
}

std::string summaryLine(const Run &R) {
  const checks::Statistics &S = R.Outcome.Stats;
  std::string Text = counted(S.Units, "unit") + ", " + counted(S.Functions, "function") + ", " +
                     counted(S.Holders, "holder") + ", " + counted(S.Pools, "pool") + ", " +
                     counted(S.Submissions, "submission");
  if (!R.Counted.empty())
    Text = R.Counted;
  Text += ": " + counted(R.Outcome.Findings.size(), "finding");
  if (S.Suppressed)
    Text += " and " + std::to_string(S.Suppressed) + " suppressed";
  if (R.Refuted)
    Text += " and " + std::to_string(R.Refuted) + " refuted by replay";

  SmallVector<std::string, 4> Remarks;
  if (!R.Failed.empty())
    Remarks.push_back(failedUnits(R));
  for (const SkippedUnits &Skipped : R.Skipped)
    Remarks.push_back(counted(Skipped.Count, "unit") + " skipped: " + Skipped.Why);
  if (!Remarks.empty())
    Text += " (" + join(Remarks, "; ") + ")";
  return Text;
}

} // namespace tidepool::report
