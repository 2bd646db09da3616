//===- script_keys.cpp - The holders of a script --------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "replay/script_keys.h"

namespace tidepool::detail {

PlainKey::PlainKey(const std::string &Name, std::uint32_t Hash, Site Made)
    : ScriptKey(Name), ThreadLocal(HashCode{Hash}, Text.c_str(), Made.File, static_cast<int>(Made.Line)) {}

ScriptValue PlainKey::initial_value() {
  ++InitialCalls;
  return InitialText;
}

InheritableKey::InheritableKey(const std::string &Name, std::uint32_t Hash, std::optional<std::string> Suffix,
                               Site Made)
    : ScriptKey(Name), InheritableThreadLocal(HashCode{Hash}, Text.c_str(), Made.File, static_cast<int>(Made.Line)),
      Suffix(std::move(Suffix)) {}

ScriptValue InheritableKey::initial_value() {
  ++InitialCalls;
  return InitialText;
}

ScriptValue InheritableKey::child_value(const ScriptValue &Parent) {
  if (!Parent || !Suffix)
    return Parent;
  return *Parent + *Suffix;
}

} // namespace tidepool::detail
