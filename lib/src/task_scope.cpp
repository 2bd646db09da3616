//===- task_scope.cpp - Guards around a task ------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/task_scope.h"
#include "task_run.h"
#include <exception>

namespace tidepool {

TaskScope::TaskScope()
    : State(detail::ThreadState::current()), Outer(State.Journal), OuterTask(State.InTask),
      Exceptions(std::uncaught_exceptions()) {
  if (!OuterTask)
    detail::beginTask(State);
  State.Journal = &Journal;
  State.republish();
}

TaskScope::~TaskScope() {
  // The values' destructors run as part of the outer scope.
  State.Journal = Outer;
  State.republish();
  Journal.undo(State);
  if (!OuterTask)
    detail::endTask(State, std::uncaught_exceptions() > Exceptions);
}

} // namespace tidepool
