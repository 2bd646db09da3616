//===- Commands.h - The tool's commands -----------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_FRONTS_CLI_COMMANDS_H
#define TIDEPOOL_CHECKER_FRONTS_CLI_COMMANDS_H

#include "checker/fronts/cli/CommandLine.h"
#include "checker/model/Model.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace tidepool::fronts {

/// Each returns the exit code; an error means wrong use or configuration.
llvm::Expected<int> check(const Request &R, llvm::StringRef WorkingDirectory);
llvm::Expected<int> summary(const Request &R, llvm::StringRef WorkingDirectory);
llvm::Expected<int> link(const Request &R, llvm::StringRef WorkingDirectory);
llvm::Expected<int> explain(const Request &R, llvm::StringRef WorkingDirectory);
llvm::Expected<int> models(const Request &R, llvm::StringRef WorkingDirectory);
llvm::Expected<int> trace(const Request &R, llvm::StringRef WorkingDirectory);
llvm::Expected<int> replay(const Request &R, llvm::StringRef WorkingDirectory);

/// The built-in catalogue and the user's files.
llvm::Expected<model::Catalogue> loadModels(const Request &R);

} // namespace tidepool::fronts

#endif // TIDEPOOL_CHECKER_FRONTS_CLI_COMMANDS_H
