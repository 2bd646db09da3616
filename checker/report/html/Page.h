//===- Page.h - The page that shows a report or a script ------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_REPORT_HTML_PAGE_H
#define TIDEPOOL_CHECKER_REPORT_HTML_PAGE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

namespace tidepool::report::html {

/// Raised when web/src/data.ts changes what a member means: page and data are of one build, so this is for
/// people.
constexpr int DataVersion = 1;

/// In the folder that is made for a page.
inline constexpr llvm::StringLiteral FileName = "index.html";

/// Why this build has no page to show things with; empty if it has.
llvm::StringRef pageMissing();

/// The page, built from web/, with the data that Write puts out as members of one object.
void writePage(llvm::raw_ostream &OS, llvm::function_ref<void(llvm::json::OStream &)> Write);

/// The page that plays a script. Name: for people. An error names the script's line.
llvm::Expected<std::string> replayPage(llvm::StringRef Script, llvm::StringRef Name, int Jdk);

} // namespace tidepool::report::html

#endif // TIDEPOOL_CHECKER_REPORT_HTML_PAGE_H
