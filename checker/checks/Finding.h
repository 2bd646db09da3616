//===- Finding.h - What a check says --------------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CHECKS_FINDING_H
#define TIDEPOOL_CHECKER_CHECKS_FINDING_H

#include "checker/checks/Witness.h"
#include <cstdint>
#include <string>
#include <vector>

namespace tidepool::checks {

enum class Confidence : uint8_t { Audit, Likely, Certain };

/// One step of the story behind a finding, in the order in which it happens.
struct Step {
  enum class Kind : uint8_t {
    Holder,     ///< "holder 'tlTenant' is declared here"
    Submission, ///< where the code is handed to a pool
    Call,       ///< the path goes through this call
    Write,
    Exit,       ///< the exit that misses the remove (return, end of body, throw)
    Read,
    Note,       ///< anything else (other fields, the path that does clean up)
    Advice,     ///< what to do, where to do it; the last step
  } K = Kind::Note;
  Location At;
  std::string Text;
};

/// The last step of a finding.
inline Step advice(Location At, const std::string &Text) { return {Step::Kind::Advice, std::move(At), "what to do: " + Text}; }

struct Finding {
  std::string Check;   ///< "tidepool-missing-remove"
  Confidence Conf = Confidence::Likely;
  Location Primary;
  std::string Message; ///< one sentence: what is left, by which task, on which exit
  std::string Holder;  ///< display name
  std::string Function;///< display name of the function at Primary
  std::vector<Step> Steps;
  Witness Replayable;  ///< the same as a replay needs it
  std::string Fingerprint; ///< check, function, holder and the line's text without white space, hashed
};

/// Counted while linking and solving, shown in the last line of `tidepool check`.
struct Statistics {
  unsigned Units = 0, Functions = 0, Holders = 0, Pools = 0, Submissions = 0, Suppressed = 0;
};

struct Outcome {
  std::vector<Finding> Findings; ///< sorted by file, line, column, check
  Statistics Stats;
};

} // namespace tidepool::checks

#endif // TIDEPOOL_CHECKER_CHECKS_FINDING_H
