//===- ModelPages.h - Models for people ------------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_FRONTS_CLI_MODELPAGES_H
#define TIDEPOOL_CHECKER_FRONTS_CLI_MODELPAGES_H

#include "checker/model/Model.h"
#include "llvm/Support/raw_ostream.h"

namespace tidepool::fronts {

/// One line an entry: kind, name, library.
void listModels(const model::Catalogue &Catalogue, llvm::raw_ostream &OS);

/// All that is known of Name: a library ("boost", the file's name), an entry, or a function that an entry names. An
/// error names the nearest right names.
llvm::Error explainModel(const model::Catalogue &Catalogue, llvm::StringRef Name, llvm::raw_ostream &OS);

} // namespace tidepool::fronts

#endif // TIDEPOOL_CHECKER_FRONTS_CLI_MODELPAGES_H
