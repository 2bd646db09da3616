//===- Output.cpp - What a command leaves behind --------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Output.h"
#include "checker/fronts/cli/Confirmation.h"
#include "checker/report/html/Page.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace tidepool::fronts {

std::string inFolder(StringRef Folder, StringRef File) {
  SmallString<256> Path(Folder);
  sys::path::append(Path, File);
  return std::string(Path);
}

static bool toStandardOutput(StringRef Path) { return Path.empty() || Path == "-"; }

static Error finish(raw_fd_ostream &OS, StringRef Name) {
  OS.flush();
  std::error_code Code = OS.error();
  OS.clear_error();
  if (!Code || Code == std::errc::broken_pipe)
    return Error::success();
  return createStringError(Code, "cannot write " + Name + ": " + Code.message());
}

Error write(StringRef Path, StringRef Bytes) {
  if (toStandardOutput(Path)) {
    outs() << Bytes;
    return finish(outs(), "to standard output");
  }
  std::error_code Code;
  raw_fd_ostream OS(Path, Code);
  if (Code)
    return createStringError(Code, "cannot write " + Path + ": " + Code.message());
  OS << Bytes;
  return finish(OS, Path);
}

Error makeFolder(StringRef Option, StringRef Folder) {
  std::error_code Code = sys::fs::create_directories(Folder);
  if (!Code && !sys::fs::is_directory(Folder))
    Code = std::make_error_code(std::errc::not_a_directory);
  if (!Code)
    Code = sys::fs::access(Folder, sys::fs::AccessMode::Write);
  if (!Code)
    return Error::success();
  return createStringError(Code, Option + ": cannot write to the folder " + Folder + ": " + Code.message());
}

static Error makePageFolder(StringRef Option, StringRef Folder, StringRef File) {
  if (Error E = makeFolder(Option, Folder))
    return E;
  std::string Path = inFolder(Folder, File);
  if (!sys::fs::exists(Path) || (sys::fs::is_regular_file(Path) && !sys::fs::access(Path, sys::fs::AccessMode::Write)))
    return Error::success();
  return createStringError(Option + ": cannot write " + Path + ": there is something else of that name");
}

Error prepareOutput(const Request &R) {
  if (R.What == Command::Replay)
    return R.Html ? makePageFolder("-o", R.Output, report::html::FileName) : Error::success();
  StringRef File = report::findFormat(R.Format)->fileInFolder();
  return File.empty() ? Error::success() : makePageFolder("-o", R.Output, File);
}

/// What went wrong, whichever file it is in: the first error of the compiler's, or what is said of the file itself.
static StringRef reason(const report::FailedUnit &F) {
  StringRef Why = F.Why;
  if (size_t At = Why.find("error: "); At != StringRef::npos)
    return Why.substr(At).split('\n').first;
  Why.consume_front(F.File);
  return Why;
}

/// One missing header or an outdated tool can fail them all, and nobody reads the same message three hundred times.
void showFailed(ArrayRef<report::FailedUnit> Failed, StringRef Root) {
  constexpr unsigned Shown = 3;
  MapVector<StringRef, unsigned> Reasons;
  for (const report::FailedUnit &F : Failed)
    if (++Reasons[reason(F)] <= Shown)
      WithColor::error(errs(), "tidepool") << report::shownPath(F.File, Root) << " could not be analysed:\n"
                                           << F.Why;
  for (const auto &[Why, Count] : Reasons)
    if (Count > Shown)
      WithColor::note(errs(), "tidepool") << Count - Shown << " more could not be analysed for the same reason: "
                                          << Why.ltrim(": ").rtrim() << "\n";
}

void showDropped(ArrayRef<std::string> Flags) {
  constexpr size_t Shown = 5;
  StringSet<> Seen;
  SmallVector<StringRef, 8> Different;
  for (StringRef F : Flags)
    if (Seen.insert(F).second)
      Different.push_back(F);
  if (Different.empty())
    return;
  raw_ostream &OS = WithColor::note(errs(), "tidepool");
  OS << "left out " << Different.size() << (Different.size() == 1 ? " flag" : " flags")
     << " that Clang does not know: " << join(ArrayRef(Different).take_front(Shown), " ");
  if (Different.size() > Shown)
    OS << " ...";
  OS << '\n';
}

static bool colours(const Request &R) {
  if (R.Colour == Colours::Auto)
    return toStandardOutput(R.Output) && sys::Process::StandardOutHasColors();
  return R.Colour == Colours::Always;
}

static int exitCode(const checks::Outcome &Outcome, const Remarks &Beside) {
  if (!Beside.Failed.empty())
    return UnitsFailed;
  return Outcome.Findings.empty() ? NothingFound : Findings;
}

Expected<int> show(const Request &R, checks::Outcome Outcome, const Remarks &Beside,
                   StringRef WorkingDirectory) {
  Expected<Confirmation> Confirmed = confirmFindings(R, Outcome.Findings, Beside.Seen);
  if (!Confirmed)
    return Confirmed.takeError();
  std::unique_ptr<report::Format> Format = report::findFormat(R.Format);
  report::Run Run{Outcome,        checks::allChecks(),           Beside.Failed,
                  Beside.Skipped, std::string(WorkingDirectory), exitCode(Outcome, Beside),
                  colours(R),     Confirmed->Proofs,             Confirmed->Refuted,
                  Beside.Counted};
  showFailed(Beside.Failed, Run.Root);
  if (!R.Quiet)
    showDropped(Beside.DroppedFlags);

  std::string Text;
  raw_string_ostream OS(Text);
  report::Sources Texts(vfs::getRealFileSystem());
  Format->write(Run, Texts, OS);
  StringRef File = Format->fileInFolder();
  if (Error E = write(File.empty() ? R.Output : inFolder(R.Output, File), Text))
    return std::move(E);
  if (R.Quiet)
    return Run.ExitCode;
  std::string Last = "tidepool: " + report::summaryLine(Run) + "\n";
  if (toStandardOutput(R.Output) && !Format->forPeople())
    errs() << Last;
  else if (Error E = write("-", Last))
    return std::move(E);
  return Run.ExitCode;
}

} // namespace tidepool::fronts
