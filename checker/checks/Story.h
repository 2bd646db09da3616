//===- Story.h - Places, names and the steps of a finding -----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CHECKS_STORY_H
#define TIDEPOOL_CHECKER_CHECKS_STORY_H

#include "checker/checks/Finding.h"
#include "checker/solve/Analysis.h"

namespace tidepool::checks {

/// Builds a finding's steps in the order in which things happen.
class Story {
public:
  explicit Story(solve::Analysis &A) : A(A) {}

  Location at(solve::FnId F, solve::NodeId N) const;
  Location at(const summary::Loc &L) const;
  std::string function(solve::FnId F) const;

  Story &holder(solve::CellId C);
  /// Where the task is handed to its pool.
  Story &submission(uint32_t Task);
  /// From a task's entry through calls and the write to the exit that misses the remove.
  Story &residue(const solve::Residue &R);
  /// The calls that lead from a task's entry to a node.
  Story &callsTo(solve::CtxId Entry, solve::FnId F, solve::NodeId N);
  Story &add(Step::Kind K, Location At, std::string Text);
  std::vector<Step> take() { return std::move(Steps); }
  /// Where the task ends without the remove; invalid if the witness has no such node.
  Location exit() const { return Exit; }

private:
  solve::Analysis &A;
  std::vector<Step> Steps;
  Location Exit;
};

/// "task 'handle(const Request &)'"; "code entered from outside".
std::string taskName(const solve::Analysis &A, uint32_t Task);

} // namespace tidepool::checks

#endif // TIDEPOOL_CHECKER_CHECKS_STORY_H
