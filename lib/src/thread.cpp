//===- thread.cpp - Threads that inherit ----------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/thread.h"
#include "inherit.h"
#include "trace_start.h"

namespace tidepool::detail {

Inheritance::Inheritance(std::string Name) {
  ThreadLocalMap Map;
  if (ThreadState *Parent = ThreadState::currentOrNull())
    Map = inheritMap(*Parent, /*EmptyGivesNone=*/true);
  if (!Map.exists() && Name.empty())
    return;
  Given = std::make_unique<Heritage>();
  Given->Id = ThreadState::nextId();
  Given->Inheritable = std::move(Map);
  if (!Name.empty())
    Given->Name = std::make_unique<const std::string>(std::move(Name));
}

Inheritance::Inheritance(Inheritance &&) noexcept = default;
Inheritance &Inheritance::operator=(Inheritance &&) noexcept = default;
Inheritance::~Inheritance() = default;

void Inheritance::adopt() noexcept {
  if (!Given)
    return;
  const bool Inherits = Given->Inheritable.exists();
  ThreadState::begin(std::move(*Given));
  Given.reset();
  if (!Inherits || !tracing())
    return;
  TraceEvent E;
  E.Operation = "inherit";
  emitEvent(ThreadState::current(), E, InheritableMap);
}

} // namespace tidepool::detail
