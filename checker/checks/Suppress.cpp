//===- Suppress.cpp - What is not said twice, or not at all ----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Suppress.h"
#include "checker/summary/NoLint.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"
#include <map>
#include <set>
#include <tuple>

using namespace llvm;

namespace tidepool::checks {

static bool ruledOut(const solve::Program &P, const Finding &F) {
  return any_of(P.Suppressions, [&](const summary::Suppression &S) {
    if (F.Primary.Line < S.FirstLine || F.Primary.Line > S.LastLine || P.Files[S.File] != F.Primary.File)
      return false;
    StringRef Globs = P.text(S.Globs);
    return Globs.empty() || checkEnabled(Globs, F.Check);
  });
}

/// One finding a check, holder and place; several fields of a holder written in one function are one finding
/// at the first write, the others are notes.
static void join(std::vector<Finding> &Fs) {
  std::vector<Finding> Result;
  std::map<std::tuple<std::string, std::string, std::string, std::string>, size_t> ByFunction;
  std::set<std::tuple<std::string, std::string, Location>> Seen;
  for (Finding &F : Fs) {
    if (!Seen.insert({F.Check, F.Holder, F.Primary}).second)
      continue;
    bool Write = F.Check == "tidepool-missing-remove" || F.Check == "tidepool-unsafe-remove";
    auto Key = std::make_tuple(F.Check, F.Holder, F.Primary.File, F.Function);
    if (Write) {
      auto [It, New] = ByFunction.try_emplace(Key, Result.size());
      if (!New) {
        Finding &First = Result[It->second];
        First.Conf = std::max(First.Conf, F.Conf);
        auto End = find_if(First.Steps, [](const Step &S) { return S.K == Step::Kind::Advice; });
        First.Steps.insert(End, {Step::Kind::Note, F.Primary, "also set here"});
        continue;
      }
    }
    Result.push_back(std::move(F));
  }
  Fs = std::move(Result);
}

/// Survives moved lines and renamed folders: the line's text stands for its number.
static std::string fingerprint(const Finding &F, std::map<std::string, std::unique_ptr<MemoryBuffer>> &Files) {
  auto &Buffer = Files[F.Primary.File];
  if (!Buffer)
    if (auto Read = MemoryBuffer::getFile(F.Primary.File))
      Buffer = std::move(*Read);
  std::string Line;
  if (Buffer) {
    StringRef Rest = Buffer->getBuffer();
    for (uint32_t I = 1; I < F.Primary.Line; ++I)
      Rest = Rest.split('\n').second;
    for (char C : Rest.split('\n').first)
      if (!isSpace(C))
        Line += C;
  }
  std::string Text = F.Check + '\0' + F.Function + '\0' + F.Holder + '\0' + Line;
  return utohexstr(xxh3_64bits(Text), /*LowerCase=*/true, 16);
}

unsigned dropRuledOut(std::vector<Finding> &Findings) {
  std::map<std::string, std::unique_ptr<MemoryBuffer>> Files;
  std::map<std::string, std::vector<summary::NoLint>> Comments;
  for (const Finding &F : Findings) {
    auto [It, New] = Files.try_emplace(F.Primary.File);
    if (!New)
      continue;
    if (auto Read = MemoryBuffer::getFile(F.Primary.File)) {
      It->second = std::move(*Read);
      Comments[F.Primary.File] = summary::noLints(It->second->getBuffer());
    }
  }
  size_t Before = Findings.size();
  llvm::erase_if(Findings, [&](const Finding &F) {
    return any_of(Comments[F.Primary.File], [&](const summary::NoLint &N) {
      return F.Primary.Line >= N.FirstLine && F.Primary.Line <= N.LastLine &&
             (N.Globs.empty() || checkEnabled(N.Globs, F.Check));
    });
  });
  return Before - Findings.size();
}

void fingerprint(std::vector<Finding> &Findings) {
  std::map<std::string, std::unique_ptr<MemoryBuffer>> Files;
  for (Finding &F : Findings)
    F.Fingerprint = fingerprint(F, Files);
}

/// Decisions 4: what only grows is said once.
static void growthOnce(std::vector<Finding> &Fs) {
  std::set<std::pair<std::string, Location>> Grows;
  for (const Finding &F : Fs)
    if (F.Check == "tidepool-unbounded-growth") {
      Grows.insert({F.Holder, F.Primary});
      for (const Step &S : F.Steps)
        Grows.insert({F.Holder, S.At});
    }
  llvm::erase_if(Fs, [&](const Finding &F) {
    return F.Check == "tidepool-missing-remove" && Grows.count({F.Holder, F.Primary});
  });
}

void tidyUp(const solve::Program &P, const Options &Opts, Outcome &O) {
  llvm::erase_if(O.Findings, [&](const Finding &F) { return F.Conf < Opts.Least; });
  llvm::sort(O.Findings, [](const Finding &A, const Finding &B) {
    // Of several tasks that come to the same, the one with the shortest story is told.
    size_t Long = A.Steps.size(), Other = B.Steps.size();
    return std::tie(A.Primary, A.Check, A.Holder, B.Conf, Long, A.Message) <
           std::tie(B.Primary, B.Check, B.Holder, A.Conf, Other, B.Message);
  });
  growthOnce(O.Findings);
  join(O.Findings);
  size_t Before = O.Findings.size();
  llvm::erase_if(O.Findings, [&](const Finding &F) { return ruledOut(P, F); });
  O.Stats.Suppressed = Before - O.Findings.size();
  fingerprint(O.Findings);
}

} // namespace tidepool::checks
