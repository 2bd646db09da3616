//===- Keys.h - Where keys are made and deleted ----------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CHECKS_KEYS_H
#define TIDEPOOL_CHECKER_CHECKS_KEYS_H

#include "checker/model/Model.h"
#include "checker/solve/Analysis.h"

namespace tidepool::checks {

/// A call that makes or deletes a key.
struct KeyCall {
  solve::FnId Fn = solve::NoTerm;
  solve::NodeId Node = summary::None;
  const summary::Holder *Key = nullptr; ///< null: not known which
};

/// How often a call that makes a key happens.
enum class Made : uint8_t { Once, EachTask, EachCall, EachObject };

class Keys {
public:
  explicit Keys(solve::Analysis &A);

  std::vector<KeyCall> Creations, Deletions;

  /// Some call deletes the key, or nobody knows which key it deletes.
  bool deleted(const summary::Holder &Key) const;
  /// Not once where a flag, a once_flag or the like sees to it, nor where nothing calls it again.
  Made made(const KeyCall &Creation);
  /// Is there no destructor, whoever calls the function that makes the key?
  bool withoutDestructor(const KeyCall &Creation) const;
  /// Some value of the key is set along with a destructor of its own (SDL_TLSSet).
  bool destructorWithValues(const summary::Holder &Key) const;
  /// The key's copy leaves the function in whose variable it was made: then it is somebody else's.
  bool handedOn(const KeyCall &Creation) const;
  /// Is the pool of the task certainly alive where the key is deleted?
  bool poolLives(const solve::Task &Tk, const KeyCall &Deletion) const;
  /// Does a thread look at the key's value when it is done with its tasks? Then it can free what it finds.
  bool freedByWorkers(solve::CellId C) const;
  /// The value that was written is new, and the key is all that keeps it.
  bool ownsOnly(const solve::WriteRec &W) const;

private:
  bool guarded(solve::FnId F, solve::NodeId N, bool Static) const;
  bool again(solve::FnId F, solve::NodeId N, bool Static, unsigned Depth, bool &ByTask) const;
  bool leadsTo(solve::FnId From, solve::FnId To, unsigned Depth = 0) const;

  solve::Analysis &A;
  llvm::DenseMap<solve::FnId, llvm::SmallVector<solve::Values::CallSite, 2>> Invokes;
  llvm::DenseSet<solve::FnId> TaskBodies;
};

} // namespace tidepool::checks

#endif // TIDEPOOL_CHECKER_CHECKS_KEYS_H
