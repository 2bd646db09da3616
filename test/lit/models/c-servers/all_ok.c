// RUN: %expect %s -- %flags_declared
// The same, cleaned up.
#include <c-servers.h>

static _Thread_local struct mg_connection *current;
static _Thread_local const char *url_;

static int answer(struct mg_connection *connection, void *data) {
  current = connection;
  current = 0;
  return 200;
}

static enum MHD_Result serve(void *data, struct MHD_Connection *connection, const char *url, const char *method,
                             const char *version, const char *upload, size_t *size, void **state) {
  url_ = url;
  url_ = 0;
  return MHD_YES;
}

void start(struct mg_context *context) {
  mg_set_request_handler(context, "/", answer, 0);
  MHD_start_daemon(1, 80, 0, 0, serve, 0, 0);
}
