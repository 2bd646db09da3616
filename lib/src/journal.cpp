//===- journal.cpp - What a task has changed ------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "journal.h"
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
  while (!Changes.empty()) {
    Change C = Changes.back();
    Changes.pop_back();
    Bin Dead;
    if (C.K.stale()) {
      Dead.put(C.Old.Value, C.K.boxed());
      continue;
    }
    ThreadLocalMap &Map = S.Maps[C.Kind];
    ThreadLocalMap::Replaced Now;
    {
      Mutation M(S);
      if (!C.Old.Had) {
        Now = Map.remove(C.K, C.Hash, Dead);
      } else {
        Now = Map.set(C.K, C.Hash, C.Old.Value, Dead);
        if (Map.table()->Origins)
          Map.origins()[Map.find(C.K, C.Hash) - Map.table()->slots()] = C.From;
      }
      S.publish();
    }
    Dead.put(Now.Value, C.K.boxed());
  }
  Known.clear();
}

} // namespace tidepool::detail
