// REQUIRES: glib
// RUN: %expect %s -- %flags_glib -Wno-deprecated-declarations
// MODELS: GPrivate, GStaticPrivate, GMainContext, GTask, g_task_run_in_thread, g_list_foreach, g_once_impl
#include <gio/gio.h>
#include <glib.h>

#define TASK __attribute__((annotate("tidepool::task")))

struct Request {
  int tenant;
};
static GPrivate slot = G_PRIVATE_INIT(NULL), replaced = G_PRIVATE_INIT(g_free);
static GStaticPrivate old = G_STATIC_PRIVATE_INIT;
static _Thread_local gpointer current, each, once;

TASK void set(struct Request *request) {
  g_private_set(&slot, request); // EXPECT: tidepool-missing-remove
}

TASK void replace(struct Request *request) {
  g_private_replace(&replaced, request); // EXPECT: tidepool-missing-remove
}

TASK void setOld(struct Request *request) {
  g_static_private_set(&old, request, NULL); // EXPECT: tidepool-missing-remove
}

TASK void context(GMainContext *context) {
  g_main_context_push_thread_default(context); // EXPECT: tidepool-missing-remove
}

static gpointer first(gpointer data) {
  once = data; // EXPECT: tidepool-missing-remove
  return NULL;
}

TASK void onlyOnce(struct Request *request, GOnce *flag) {
  g_once_impl(flag, first, request);
}

static void work(GTask *task, gpointer source, gpointer data, GCancellable *cancellable) {
  current = data; // EXPECT: tidepool-missing-remove
}

static void visit(gpointer element, gpointer data) {
  each = element; // EXPECT: tidepool-missing-remove
}

TASK void visitAll(GList *requests) {
  g_list_foreach(requests, visit, NULL);
}

void submit(GTask *task) { g_task_run_in_thread(task, work); }
