//===- Extract.h - One translation unit to its summary --------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SUMMARY_EXTRACT_H
#define TIDEPOOL_CHECKER_SUMMARY_EXTRACT_H

#include "checker/model/Model.h"
#include "checker/summary/Summary.h"
#include <memory>

namespace clang {
class ASTContext;
class FrontendAction;
class Preprocessor;
} // namespace clang

namespace tidepool::summary {

struct ExtractOptions {
  /// Clean-up of what the solver cannot use; off only for debugging the extraction.
  bool Prune = true;
  /// Whatever comes from a precompiled header is the system's: it need not be loaded to be left out.
  bool SystemPrecompiled = false;
};

/// Summarises a parsed unit (the clang-tidy module's and clangd's way in). Bodies of functions in
/// system headers are ignored whether they were parsed or not, so that every front sees the same.
/// Cost: one walk over the bodies of the unit's own and referenced functions.
TUSummary extract(clang::ASTContext &Context, const model::Index &Models, const ExtractOptions &Options = {});

/// An action that parses one file without the bodies of system functions and stores its summary in
/// *Out (untouched if parsing failed). The command line's and the plugin's way in.
std::unique_ptr<clang::FrontendAction> makeExtractAction(const model::Index &Models, TUSummary &Out,
                                                         const ExtractOptions &Options = {});

} // namespace tidepool::summary

#endif // TIDEPOOL_CHECKER_SUMMARY_EXTRACT_H
