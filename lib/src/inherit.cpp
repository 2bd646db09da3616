//===- inherit.cpp - A new thread's inheritable map -----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inherit.h"

namespace tidepool::detail {

PinnedHolder::PinnedHolder(ThreadState &S, Key K) noexcept : S(S), C(K.cell()), Before(S.Pinned) {
  C->Pins.fetch_add(1, std::memory_order_seq_cst);
  Owner = C->Owner.load(std::memory_order_seq_cst);
  if (K.stale())
    Owner = nullptr;
  S.Pinned = C;
}

PinnedHolder::~PinnedHolder() {
  S.Pinned = Before;
  C->Pins.fetch_sub(1, std::memory_order_seq_cst);
}

namespace {

class FromHolders : public ThreadLocalMap::ChildValues {
public:
  explicit FromHolders(ThreadState &S) : S(S) {}
  bool childValue(Key K, Word Parent, Word &Child) override {
    PinnedHolder H(S, K);
    if (H.get()) {
      Child = H.get()->childWord(Parent);
      return true;
    }
    // Dead, but not collected yet.
    if (K.stale())
      return false;
    if (!K.boxed()) {
      Child = Parent;
      return true;
    }
    const Box *B = toBox(Parent);
    if (!B->Type->Copy)
      return false;
    Child = toWord(B->Type->Copy(B));
    return true;
  }

private:
  ThreadState &S;
};

} // namespace

ThreadLocalMap inheritMap(ThreadState &Parent, bool EmptyGivesNone) {
  ThreadLocalMap &From = Parent.Maps[InheritableMap];
  if (!From.exists() || (EmptyGivesNone && From.size() == 0))
    return ThreadLocalMap();
  HoldValues Hold(Parent);
  FromHolders Values(Parent);
  return ThreadLocalMap::createInheritedMap(From, Values);
}

} // namespace tidepool::detail
