// REQUIRES: libevent
// RUN: %expect %s
// One base, which the main thread runs: no pool.
#include <event2/event.h>
#include <stddef.h>

static _Thread_local void *current;

static void onEvent(evutil_socket_t socket, short what, void *argument) { current = argument; }

int main(void) {
  struct event_base *base = event_base_new();
  event_add(event_new(base, 0, EV_READ, onEvent, base), NULL);
  return event_base_dispatch(base);
}
