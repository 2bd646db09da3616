//===- summary_fuzzer.cpp - Any bytes into the summary reader -------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every input is tried in three ways: as a file, which ends at the checksum for
// nearly all that libFuzzer invents; as what follows the checksum, with a right
// one put in front, which goes on to the sizes and the decompression; and as a
// payload, which goes to the bottom of the reader. What is accepted must be fit
// for use: verified, printable, and the same again after another round trip.
//
//===----------------------------------------------------------------------===//

#include "checker/summary/Payload.h"
#include "checker/summary/SummaryIO.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"
#include <cstdlib>

using namespace llvm;
using namespace tidepool::summary;

static void mustHold(bool Condition) {
  if (!Condition)
    abort();
}

static void useAccepted(const TUSummary &S) {
  std::string Why;
  mustHold(verify(S, Why));
  raw_null_ostream OS;
  dump(S, OS);
  std::string Bytes = serialize(S);
  Expected<TUSummary> Again = deserialize(Bytes, "again");
  mustHold(bool(Again));
  mustHold(serialize(*Again) == Bytes);
}

static void readFile(StringRef Bytes) {
  if (Expected<TUSummary> S = deserialize(Bytes, "input"))
    useAccepted(*S);
  else
    consumeError(S.takeError());
}

static std::string withChecksum(StringRef Rest) {
  std::string File = "TIDEPOOL";
  File.resize(20);
  support::endian::write32le(&File[8], FormatVersion);
  support::endian::write64le(&File[12], xxh3_64bits(Rest));
  return File + Rest.str();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  StringRef Bytes(reinterpret_cast<const char *>(Data), Size);
  readFile(Bytes);
  readFile(withChecksum(Bytes));
  TUSummary S;
  if (decodePayload(Bytes, S))
    useAccepted(S);
  return 0;
}
