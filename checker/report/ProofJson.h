//===- ProofJson.h - A proof's members, the same in every JSON ------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_REPORT_PROOFJSON_H
#define TIDEPOOL_CHECKER_REPORT_PROOFJSON_H

#include "checker/confirm/Proof.h"
#include "llvm/Support/JSON.h"

namespace tidepool::report {

/// The members of an object; docs/output.md describes them.
void writeProof(llvm::json::OStream &J, const confirm::Proof &P);

} // namespace tidepool::report

#endif // TIDEPOOL_CHECKER_REPORT_PROOFJSON_H
