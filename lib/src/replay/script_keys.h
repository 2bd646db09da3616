//===- script_keys.h - The holders of a script ----------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SRC_REPLAY_SCRIPT_KEYS_H
#define TIDEPOOL_SRC_REPLAY_SCRIPT_KEYS_H

#include "thread_state.h"
#include "tidepool/thread_local.h"
#include <optional>
#include <string>

namespace tidepool::detail {

/// A script's values: text, or null.
using ScriptValue = std::optional<std::string>;

/// What scripts can do to a key, whichever of the two kinds it is.
class ScriptKey {
public:
  explicit ScriptKey(const std::string &Name) : Text(Name) {}
  virtual ~ScriptKey() = default;
  virtual ThreadLocal<ScriptValue> &holder() = 0;

  const std::string Text; ///< its name in the script
  ScriptValue InitialText;
  unsigned InitialCalls = 0;
};

class PlainKey final : public ScriptKey, private ThreadLocal<ScriptValue> {
public:
  PlainKey(const std::string &Name, std::uint32_t Hash, Site Made);
  ~PlainKey() override { retire(); }
  ThreadLocal<ScriptValue> &holder() override { return *this; }

private:
  ScriptValue initial_value() override;
};

class InheritableKey final : public ScriptKey, private InheritableThreadLocal<ScriptValue> {
public:
  InheritableKey(const std::string &Name, std::uint32_t Hash, std::optional<std::string> Suffix, Site Made);
  ~InheritableKey() override { retire(); }
  ThreadLocal<ScriptValue> &holder() override { return *this; }

private:
  ScriptValue initial_value() override;
  ScriptValue child_value(const ScriptValue &Parent) override;
  std::optional<std::string> Suffix;
};

} // namespace tidepool::detail

#endif // TIDEPOOL_SRC_REPLAY_SCRIPT_KEYS_H
