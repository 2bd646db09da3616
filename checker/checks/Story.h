//===- Story.h - Places, names, steps and witness of a finding ------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CHECKS_STORY_H
#define TIDEPOOL_CHECKER_CHECKS_STORY_H

#include "checker/checks/Finding.h"
#include "checker/solve/Growth.h"

namespace tidepool::checks {

/// Builds a finding's steps in the order in which things happen.
class Story {
public:
  explicit Story(solve::Analysis &A) : A(A) {}

  Location at(solve::FnId F, solve::NodeId N) const;
  Location at(const summary::Loc &L) const;
  std::string function(solve::FnId F) const;

  Story &holder(solve::CellId C);
  /// Where the task is handed to its pool. Who: which one, if the story has several.
  Story &submission(uint32_t Task, llvm::StringRef Who = "");
  /// From a task's entry through calls and the write to the exit that misses the remove.
  Story &residue(const solve::Residue &R);
  /// From a task's entry to the empty value that is set in the end: the calls only, the rest is the check's to tell.
  Story &emptySet(const solve::EmptySet &R);
  /// From a task's entry to a read of what was there before: the calls, as above.
  Story &read(const solve::StaleRead &R);
  /// From a task's entry to where it adds to a container that nothing is ever taken from.
  Story &addition(const solve::Addition &X);
  Story &add(Step::Kind K, Location At, std::string Text);
  /// What to do, and where; told last.
  Story &advise(Location At, const std::string &Text) {
    Step Last = advice(std::move(At), Text);
    return add(Last.K, std::move(Last.At), std::move(Last.Text));
  }
  /// For the witness only.
  Story &event(Event::Kind K, Location At, std::string Task = {}) {
    Happened.push_back({K, std::move(At), std::move(Task)});
    return *this;
  }
  /// What was told becomes the finding's steps and witness; C: the holder that it is about.
  void finish(Finding &F, solve::CellId C);
  /// Where the task ends without the remove; invalid if the witness has no such node.
  Location exit() const { return Exit; }

private:
  void calls(llvm::ArrayRef<solve::WitnessStep> Path);
  void task(uint32_t Task, solve::CtxId Entry, llvm::ArrayRef<solve::SlotEvent> Events,
            const solve::WriteRec *About = nullptr);

  solve::Analysis &A;
  std::vector<Step> Steps;
  std::vector<Event> Happened;
  Location Exit;
};

/// "task 'handle(const Request &)'"; where the entry is not seen, "'on_message(event *)'", if Entry says which it is.
std::string taskName(const solve::Analysis &A, uint32_t Task, solve::CtxId Entry = solve::NoTerm);
/// "line 24"; "line 24 of upload.cpp" if a reader of Near would look into another file.
std::string lineOf(const Location &At, const Location &Near);
/// What one does to the holder to take a value away: "remove", or "clear" where there is no such operation.
llvm::StringRef removing(const solve::Analysis &A, solve::CellId C);

} // namespace tidepool::checks

#endif // TIDEPOOL_CHECKER_CHECKS_STORY_H
