//===- show.h - A scenario's tables as text -------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SRC_REPLAY_SHOW_H
#define TIDEPOOL_SRC_REPLAY_SHOW_H

#include "thread_state.h"
#include <string>

namespace tidepool::detail {

/// `"len":..,"size":..,"threshold":..,"slots":[..]`, as the recorder of real JDKs writes it.
void appendMapJson(std::string &To, const ThreadLocalMap &Map);

/// The ring, cut open before slot 0 and in rows of 16 slots: key and value of each, "stale" where the key is
/// gone, and below, the homes of entries that are displaced.
void appendDrawing(std::string &To, const ThreadLocalMap &Map);

} // namespace tidepool::detail

#endif // TIDEPOOL_SRC_REPLAY_SHOW_H
