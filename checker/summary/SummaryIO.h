//===- SummaryIO.h - Summaries as bytes and as text -----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SUMMARY_SUMMARYIO_H
#define TIDEPOOL_CHECKER_SUMMARY_SUMMARYIO_H

#include "checker/summary/Summary.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace tidepool::summary {

/// Deterministic bytes: magic "TIDEPOOL", FormatVersion, then a compressed payload with a checksum.
std::string serialize(const TUSummary &S);

/// Reads what serialize wrote. Every size is checked before memory is taken and every index before it
/// is used: an accepted summary has no index out of range. Name is for the message only
/// ("foo.tps: not a Tidepool summary", "...: version 7, this tool reads 1: make it again", "...: damaged").
llvm::Expected<TUSummary> deserialize(llvm::StringRef Bytes, llvm::StringRef Name);

/// The readable twin: stable, one fact a line, names instead of USRs where they are unambiguous.
void dump(const TUSummary &S, llvm::raw_ostream &OS);

/// True when all indices are in range and the four fixed nodes are in place (what deserialize enforces).
/// Extraction asserts it; on failure Why says what is wrong.
bool verify(const TUSummary &S, std::string &Why);

} // namespace tidepool::summary

#endif // TIDEPOOL_CHECKER_SUMMARY_SUMMARYIO_H
