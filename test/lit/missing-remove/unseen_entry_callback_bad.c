// RUN: %expect %s
// A callback whose address goes to a library without a body. Without any path that cleans up there is no evidence.

#include <stdio.h>
#include <stdlib.h>

struct plugin_event {
  int type;
  void *payload;
};

extern void plugin_subscribe(const char *topic, int (*callback)(struct plugin_event *));

static __thread struct plugin_event *delivering;

static int on_message(struct plugin_event *event) {
  delivering = event; // EXPECT: tidepool-missing-remove
  if (delivering->payload == NULL) return 0;
  printf("%d\n", delivering->type);
  delivering = NULL;
  return 1;
}

int main(void) {
  plugin_subscribe("messages", on_message);
  return EXIT_SUCCESS;
}
