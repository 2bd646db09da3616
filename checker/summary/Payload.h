//===- Payload.h - The inside of a summary file ---------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to SummaryIO, its tests and its fuzzer: what is left of a file once
// the checksum was compared and the compression undone. The fuzzer starts here
// as well, because hardly any input that it invents has a right checksum.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SUMMARY_PAYLOAD_H
#define TIDEPOOL_CHECKER_SUMMARY_PAYLOAD_H

#include "checker/summary/Summary.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace tidepool::summary {

std::string encodePayload(const TUSummary &S);

/// False if Bytes are not the encoding of a summary that verify() accepts; S is then of no use.
bool decodePayload(llvm::StringRef Bytes, TUSummary &S);

/// The file around a payload: what serialize() does after encodePayload().
std::string framePayload(llvm::StringRef Payload);

/// The largest payload that a file of FileSize bytes may claim to hold. serialize() stores
/// uncompressed what would be beyond it.
uint64_t largestPayload(uint64_t FileSize);

} // namespace tidepool::summary

#endif // TIDEPOOL_CHECKER_SUMMARY_PAYLOAD_H
