//===- leak_report.cpp - What threads still hold --------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/leak_report.h"
#include "inherit.h"
#include "leak_entries.h"
#include "trace_start.h"

namespace tidepool {
namespace detail {
namespace {

std::string placeText(const Site &Where) {
  return Where.File ? std::string(Where.File) + ":" + std::to_string(Where.Line) : std::string();
}

/// What is known of the value: from the entry's origin, else from the holder if it lives, else from the box.
void describe(LeakEntry &E, const Slot &Entry, const Origin &From, ThreadState &Own) {
  const HolderInfo *Info = From.Info;
  if (!Info && E.What == LeakEntry::Kind::LeftOver) {
    PinnedHolder H(Own, Entry.K);
    Info = H.get() ? infoOf(*H.get()) : nullptr;
  }
  if (Info) {
    E.Holder = Info->Name;
    E.Type = Info->Type;
    E.Size = Info->Size;
  } else if (Entry.K.boxed()) {
    const ValueType *Type = toBox(Entry.Value)->Type;
    E.Type = Type->Name;
    E.Size = Type->Size;
  }
  E.SetAt = placeText(From.Where);
}

/// An entry without an origin counts as left over where it can be nothing else: on a thread that has run tasks
/// and is between two of them.
bool isLeftOver(const ThreadState &S, MapKind Kind, const Origin &From) {
  if (From.Info)
    return From.Task != 0 && From.Task != S.task();
  return Kind == PlainMap && S.Task != 0 && !S.InTask;
}

} // namespace

void appendLeaks(std::vector<LeakEntry> &To, ThreadState &S, ThreadState &Own) {
  for (MapKind Kind : {PlainMap, InheritableMap}) {
    const Table *T = S.Maps[Kind].table();
    for (std::uint32_t I = 0; T && I != T->length(); ++I) {
      const Slot &Entry = T->slots()[I];
      if (!Entry.K)
        continue;
      Origin From = T->Origins ? T->Origins[I] : Origin();
      const bool Stale = Entry.K.stale();
      if (!Stale && !isLeftOver(S, Kind, From))
        continue;
      LeakEntry E{Stale ? LeakEntry::Kind::Stale : LeakEntry::Kind::LeftOver, S.Id, std::string(S.name()), {}, {}, 0, {}, 0,
                  Kind == InheritableMap, I};
      describe(E, Entry, From, Own);
      if (From.Task != 0)
        E.TasksAgo = S.Task - From.Task + (S.InTask ? 0 : 1);
      To.push_back(std::move(E));
    }
  }
}

} // namespace detail

LeakReport LeakReport::collect() {
  LeakReport Out;
  detail::ThreadState &Own = detail::ThreadState::current();
  detail::Walk W;
  W.forEach([&](detail::ThreadState &S) { detail::appendLeaks(Out.Entries, S, Own); });
  return Out;
}

std::string LeakReport::text() const {
  std::string Out;
  for (const LeakEntry &E : Entries) {
    Out += "thread " + std::to_string(E.Thread);
    if (!E.ThreadName.empty())
      Out += " (" + E.ThreadName + ")";
    Out += E.What == LeakEntry::Kind::Stale ? ": stale entry" : ": left by a task that has ended";
    if (!E.Holder.empty())
      Out += ": holder '" + E.Holder + "'";
    if (!E.Type.empty())
      Out += ", " + E.Type + " of " + std::to_string(E.Size) + " bytes";
    if (!E.SetAt.empty())
      Out += ", set at " + E.SetAt;
    if (E.TasksAgo != 0)
      Out += E.TasksAgo == 1 ? ", by the last task" : ", " + std::to_string(E.TasksAgo) + " tasks ago";
    Out += '\n';
  }
  return Out;
}

void track_origins(bool On) noexcept {
  detail::Walk W;
  W.setAttention(detail::TrackingOrigins, On);
}

} // namespace tidepool
