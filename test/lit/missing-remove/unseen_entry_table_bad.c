// RUN: %expect %s
// Handlers in a table that goes to a library.

#include <stddef.h>

typedef struct req {
  int id;
  const char *uri;
} req_t;
typedef int (*handler_fn)(req_t *);
void server_register(const char *name, handler_fn fn);
void log_line(const char *s);
static _Thread_local req_t *current;
static _Thread_local req_t *current_b;
static _Thread_local req_t *current_c;
static int check(req_t *r) { return r->id > 0; }
static int on_request(req_t *r) {
  current = r; // EXPECT: tidepool-missing-remove

  if (!check(r))
    return -1;
  log_line(current->uri);
  current = NULL;
  return 0;
}
static int on_close(req_t *r) {
  current_b = r;
  log_line(r->uri);
  return 0;
}
static int on_ok(req_t *r) {
  int rc = 0;
  current_c = r;
  if (!check(r)) {
    rc = -1;
    goto done;
  }
  log_line(current_c->uri);
done:
  current_c = NULL;
  return rc;
}
static const struct {
  const char *n;
  handler_fn f;
} table[] = {{"req", on_request}, {"close", on_close}, {"ok", on_ok}};
int module_init(void) {
  for (size_t i = 0; i < 3; i++)
    server_register(table[i].n, table[i].f);
  return 0;
}
