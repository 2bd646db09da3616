// RUN: rm -rf %t && split-file %s %t && %expect %t
// Exported and called by nobody in one unit, called by main in another: an entry that is seen.

//--- plugin.h
#pragma once
struct Event {
  int kind;
  const char *payload;
};
int dispatch(const Event *event);

//--- plugin.cpp
#include "plugin.h"
#include <cstdio>

static thread_local const Event *dispatching = nullptr;
static bool known() { return dispatching->kind < 5; }
int dispatch(const Event *event) {
  dispatching = event; // EXPECT: tidepool-missing-remove
  if (!known()) return -1;
  std::puts(dispatching->payload);
  dispatching = nullptr;
  return 0;
}

//--- main.cpp
#include "plugin.h"

int main(int argc, char **argv) {
  Event event{argc, argv[0]};
  return event.kind > 3;
}
