// RUN: %expect %s
// No pool in sight: an exported function nobody here calls cleans up on one path and not on another (deviance).

#include <stdio.h>
#include <string.h>

struct connection {
  int fd;
  const char *peer;
};

static _Thread_local struct connection *handling;

static int authenticate(void) { return handling->peer != NULL && strcmp(handling->peer, "localhost") == 0; }

int server_handle(struct connection *connection);

int server_handle(struct connection *connection) {
  handling = connection;
  if (!authenticate()) {
    fprintf(stderr, "%d refused\n", handling->fd);
    handling = NULL;
    return -1;
  }
  printf("%d accepted\n", handling->fd);
  handling = NULL;
  return 0;
}
