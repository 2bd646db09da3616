//===- plugin.cpp - A library that comes and goes -------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/thread_local.h"
#include <string>

namespace {

struct Farewell {
  Farewell() = default;
  explicit Farewell(int *To) : To(To) {}
  Farewell(Farewell &&O) noexcept : To(O.To) { O.To = nullptr; }
  Farewell &operator=(Farewell &&O) noexcept {
    std::swap(To, O.To);
    return *this;
  }
  ~Farewell() {
    if (To)
      ++*To;
  }
  int *To = nullptr;
};

tidepool::ThreadLocal<Farewell> Values("plugin");

} // namespace

extern "C" void plugin_set(int *Destroyed) { Values.set(Farewell(Destroyed)); }
