//===- info.cpp - Declarations, kept for reports --------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace_start.h"
#include <cstring>
#include <map>
#include <mutex>
#include <set>
#include <tuple>

namespace tidepool::detail {
namespace {

/// By content: the memory is in proportion to the source text, not to the number of holders.
struct Texts {
  std::mutex Lock;
  std::set<std::string, std::less<>> Sites;
  std::map<std::tuple<std::string, std::string, std::uint32_t, std::string>, HolderInfo> Holders;
};

Texts &texts() {
  static Texts &T = *new Texts; // used by threads that outlive all static objects
  return T;
}

std::string shownName(const HolderBase &H) {
  if (*H.name())
    return H.name();
  const char *File = H.declared().File ? H.declared().File : "?";
  const char *Slash = std::strrchr(File, '/');
  return std::string(Slash ? Slash + 1 : File) + ":" + std::to_string(H.declared().Line);
}

} // namespace

std::mutex &textsLock() noexcept { return texts().Lock; }

const char *interned(const char *Text) noexcept {
  if (!Text)
    return nullptr;
  try {
    Texts &T = texts();
    std::lock_guard<std::mutex> Lock(T.Lock);
    auto It = T.Sites.find(std::string_view(Text));
    return (It == T.Sites.end() ? T.Sites.insert(Text).first : It)->c_str();
  } catch (...) {
    return nullptr;
  }
}

const HolderInfo *infoOf(HolderBase &H) noexcept {
  std::atomic<const HolderInfo *> &Kept = H.key().cell()->Info;
  if (const HolderInfo *Info = Kept.load(std::memory_order_acquire))
    return Info;
  try {
    std::string File = H.declared().File ? H.declared().File : "";
    std::string Type(H.type()->Name);
    HolderInfo Made{shownName(H), File, H.declared().Line, Type, H.type()->Size};
    Texts &T = texts();
    std::lock_guard<std::mutex> Lock(T.Lock);
    auto Place = std::make_tuple(Made.Name, File, Made.Line, Type);
    const HolderInfo *Info = &T.Holders.emplace(std::move(Place), std::move(Made)).first->second;
    Kept.store(Info, std::memory_order_release);
    return Info;
  } catch (...) {
    return nullptr;
  }
}

} // namespace tidepool::detail
