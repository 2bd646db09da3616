//===- Recovery.cpp - One unit's crash is not the tool's ------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Recovery.h"
#include "clang/Basic/Stack.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/CrashRecoveryContext.h"
#ifdef LLVM_ON_UNIX
#include <memory>
#include <signal.h>
#endif

using namespace llvm;

namespace tidepool::fronts {
namespace {

/// Mostly address space: pages that are not touched cost nothing.
constexpr unsigned StackSize = 64u << 20;

#ifdef LLVM_ON_UNIX
/// A thread that has used up its stack needs another one to handle that signal on.
class SignalStack {
public:
  SignalStack() {
    stack_t Own{};
    Own.ss_sp = Memory.get();
    Own.ss_size = Size;
    sigaltstack(&Own, &Before);
  }
  ~SignalStack() { sigaltstack(&Before, nullptr); }

private:
  static constexpr size_t Size = 64u << 10;
  stack_t Before{}; ///< a sanitizer has one, too
  std::unique_ptr<char[]> Memory{new char[Size]};
};

void handleOnSignalStack(int Signal) {
  struct sigaction Action;
  if (sigaction(Signal, nullptr, &Action) != 0)
    return;
  Action.sa_flags |= SA_ONSTACK;
  sigaction(Signal, &Action, nullptr);
}
#else
struct SignalStack {};
#endif

} // namespace

void enableRecovery() {
  CrashRecoveryContext::Enable();
#ifdef LLVM_ON_UNIX
  // LLVM's handlers run on the stack that the signal found.
  handleOnSignalStack(SIGSEGV);
  handleOnSignalStack(SIGBUS);
#endif
}

bool runRecovering(function_ref<void()> Work) {
  bool Lived = false;
  CrashRecoveryContext Thread;
  Thread.RunSafelyOnThread(
      [&] {
        SignalStack Stack;
        clang::noteBottomOfStack();
        CrashRecoveryContext Recovery;
        Lived = Recovery.RunSafely(Work);
      },
      StackSize);
  return Lived;
}

} // namespace tidepool::fronts
