//===- CommandLine.h - What the user asked for ----------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_FRONTS_CLI_COMMANDLINE_H
#define TIDEPOOL_CHECKER_FRONTS_CLI_COMMANDLINE_H

#include "checker/checks/Registry.h"
#include <optional>
#include <string>
#include <vector>

namespace tidepool::fronts {

enum class Command { Check, Summary, Link, Explain, Models, Replay, Trace };
enum class Colours { Auto, Always, Never };
enum class SharedHeaders { Auto, Off, Explain };

/// The command line as a value: nothing behind the parser knows option names.
struct Request {
  Command What = Command::Check;
  std::vector<std::string> Inputs;
  /// What stood behind `--`: compiler flags that take the place of a compilation database.
  std::optional<std::vector<std::string>> Flags;
  std::string Database; ///< -p: folder or file; empty = look for it
  checks::Options Checks;
  std::vector<std::string> Models;
  std::string Explained; ///< models: a library, class or function; empty = list all
  std::string Format = "text";
  std::string Output; ///< empty or "-" = standard output; a format that wants one: the folder
  Colours Colour = Colours::Auto;
  unsigned Jobs = 0; ///< 0 = one for each core
  SharedHeaders Shared = SharedHeaders::Auto;
  std::string Summaries; ///< folder to keep the units' summaries in; empty = they are not kept
  bool Confirm = false;     ///< replay each finding's witness; formats that show it imply it
  std::string ConfirmWith;  ///< a trace to compare them with; implies Confirm
  bool ShowRefuted = false; ///< and show those too that it refutes
  std::string Scenarios;    ///< folder to write the findings' scenarios to; empty = they are not written
  bool Quiet = false, Dump = false;
  bool Table = false; ///< replay: draw the tables
  bool Html = false;  ///< replay: a page that plays the script
  int Jdk = 25;       ///< replay: which one, where they differ
  std::string Trace;  ///< replay: file for the events
};

/// Nothing if the command line is wrong; what is wrong has been said then. Does not return for --help and
/// --version.
std::optional<Request> parseCommandLine(int Argc, const char *const *Argv);

/// "; did you mean 'x' or 'y'?" or, if nothing is near, "; there are 'x', 'y', ...".
std::string nearest(llvm::StringRef Word, llvm::ArrayRef<llvm::StringRef> Known);

} // namespace tidepool::fronts

#endif // TIDEPOOL_CHECKER_FRONTS_CLI_COMMANDLINE_H
