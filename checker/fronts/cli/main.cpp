//===- main.cpp - The command-line tool -----------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Commands.h"
#include "checker/fronts/cli/Output.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/WithColor.h"
#include <csignal>
#include <cstdlib>

using namespace llvm;
using namespace tidepool::fronts;

/// A closed pipe (`tidepool check | head`) is no crash: LLVM's streams would end the process as one if an
/// error of theirs were left standing.
static void forgetClosedPipes() {
#ifdef SIGPIPE
  std::signal(SIGPIPE, SIG_IGN);
#endif
  outs(), errs(); // made before the function below is registered, so destroyed after it has run
  std::atexit([] {
    outs().flush();
    outs().clear_error();
    errs().clear_error();
  });
}

static Expected<int> run(const Request &R) {
  SmallString<256> WorkingDirectory;
  if (std::error_code Code = sys::fs::current_path(WorkingDirectory))
    return createStringError(Code, "cannot tell the working directory: " + Code.message());
  switch (R.What) {
  case Command::Check:
    return check(R, WorkingDirectory);
  case Command::Summary:
    return summary(R, WorkingDirectory);
  case Command::Link:
    return link(R, WorkingDirectory);
  case Command::Explain:
    return explain(R, WorkingDirectory);
  case Command::Models:
    return models(R, WorkingDirectory);
  case Command::Trace:
    return trace(R, WorkingDirectory);
  case Command::Replay:
    return replay(R, WorkingDirectory);
  }
  llvm_unreachable("all commands are covered");
}

int main(int Argc, const char **Argv) {
  InitLLVM X(Argc, Argv, /*InstallPipeSignalExitHandler=*/false);
  forgetClosedPipes();
  // Targets are known by name (a cross compiler's prefix) and by their inline assembly.
  InitializeAllTargetInfos();
  InitializeAllTargetMCs();
  InitializeAllAsmParsers();

  std::optional<Request> R = parseCommandLine(Argc, Argv);
  if (!R)
    return WrongUse;
  Expected<int> Code = run(*R);
  if (Code)
    return *Code;
  WithColor::error(errs(), "tidepool") << toString(Code.takeError()) << '\n';
  return WrongUse;
}
