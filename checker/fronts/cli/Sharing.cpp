//===- Sharing.cpp - Shared headers for the units of one run --------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Sharing.h"
#include "checker/fronts/cli/Invocation.h"
#include "checker/fronts/cli/Recovery.h"
#include "checker/headers/Plan.h"
#include "checker/headers/Scan.h"
#include "llvm/ADT/BitVector.h"

using namespace llvm;
using namespace clang;

namespace tidepool::fronts {
namespace {

using Headers = std::shared_ptr<const headers::SharedHeaders>;

/// Does something with the unit's options. What goes wrong here will be said when the unit is parsed.
void withInvocation(const Unit &U, function_ref<void(const CompilerInvocation &)> Do) {
  std::string Why;
  IntrusiveRefCntPtr<vfs::FileSystem> Files = U.Problem.empty() ? filesOf(U, Why) : nullptr;
  std::shared_ptr<CompilerInvocation> Invocation = Files ? invocationOf(U, Files, Why) : nullptr;
  if (Invocation)
    Do(*Invocation);
}

std::vector<headers::UnitIncludes> scanAll(ArrayRef<Unit> Units, ThreadPoolInterface &Pool) {
  std::vector<headers::UnitIncludes> Includes(Units.size());
  headers::Scanner Scanner;
  ThreadPoolTaskGroup Group(Pool);
  for (size_t I = 0; I != Units.size(); ++I)
    Group.async([&, I] {
      headers::UnitIncludes Result;
      if (runRecovering([&] {
            withInvocation(Units[I], [&](const CompilerInvocation &Invocation) {
              Result = Scanner.scan(Invocation, Units[I].Directory);
            });
          }))
        Includes[I] = std::move(Result);
    });
  Group.wait();
  return Includes;
}

Headers make(const Unit &U, const headers::Batch &B) {
  Headers Made;
  bool Lived = runRecovering([&] {
    withInvocation(U, [&](const CompilerInvocation &Invocation) {
      Made = headers::SharedHeaders::make(Invocation, B.Roots);
    });
  });
  return Lived ? Made : nullptr;
}

} // namespace

void shareHeaders(ArrayRef<Unit> Units, ThreadPoolInterface &Pool, const UnitWork &Work) {
  std::vector<headers::Batch> Batches = headers::plan(scanAll(Units, Pool));
  auto Start = [&](headers::Batch &B) {
    return Pool.async([U = Units[B.Units.front()], B = std::move(B)] { return make(U, B); });
  };

  BitVector Alone(Units.size(), true);
  for (const headers::Batch &B : Batches)
    for (size_t U : B.Units)
      Alone.reset(U);
  std::vector<std::vector<size_t>> Members;
  for (const headers::Batch &B : Batches)
    Members.push_back(B.Units);

  std::shared_future<Headers> Next;
  if (!Batches.empty())
    Next = Start(Batches.front());
  for (unsigned U : Alone.set_bits())
    Pool.async([Work, U] { Work(U, nullptr); });
  for (size_t I = 0; I != Batches.size(); ++I) {
    std::shared_future<Headers> Own = std::move(Next);
    if (I + 1 != Batches.size())
      Next = Start(Batches[I + 1]);
    for (size_t U : Members[I])
      Pool.async([Work, U, Own] { Work(U, Own.get().get()); });
  }
}

} // namespace tidepool::fronts
