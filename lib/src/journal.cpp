//===- journal.cpp - What a task has changed ------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/detail/journal.h"
#include "raw_operations.h"
#include <algorithm>

namespace tidepool::detail {

/// Up to so many, looking through all is quicker than hashing.
constexpr std::size_t FewChanges = 12;

TaskJournal::~TaskJournal() {
  Bin Dead;
  for (Change &C : Changes)
    Dead.put(C.Old.Value, C.K.boxed());
}

bool TaskJournal::prepare(Key K) {
  if (Changes.size() < FewChanges) {
    auto Same = [&](const Change &C) { return C.K == K; };
    if (std::any_of(Changes.begin(), Changes.end(), Same))
      return false;
  } else {
    if (Known.empty())
      for (const Change &C : Changes)
        Known.insert(C.K.bits());
    if (Known.count(K.bits()))
      return false;
  }
  if (Changes.size() == Changes.capacity())
    Changes.reserve(Changes.empty() ? 4 : Changes.size() * 2);
  if (!Known.empty())
    Known.insert(K.bits());
  return true;
}

void TaskJournal::note(MapKind Kind, Key K, std::uint32_t Hash, ThreadLocalMap::Replaced Old,
                       Origin From) noexcept {
  Changes.push_back({K, Hash, Kind, Old, From});
}

void TaskJournal::undo(ThreadState &S) noexcept {
  Bin Dead;
  auto Back = [&](const Change &C) {
    LooseEntry Was{C.K, C.Hash, C.Kind, C.Old, C.From};
    return C.Old.Had ? putIn(S, Was, "restore") : takeOut(S, Was, "remove");
  };
  // What the task added goes first, to make room for the rest. Destructors of values run at the very end: they
  // may set holders, which is no longer of this scope.
  for (bool Restoring : {false, true})
    for (const Change &C : Changes) {
      if (C.Old.Had != Restoring)
        continue;
      if (C.K.stale())
        Dead.put(C.Old.Value, C.K.boxed());
      else
        Dead.put(Back(C).Old.Value, C.K.boxed());
    }
  Changes.clear();
  Known.clear();
}

} // namespace tidepool::detail
