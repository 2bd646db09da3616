// REQUIRES: glib
// RUN: %expect %s -- %flags_glib -Wno-deprecated-declarations
// MODELS: g_thread_new, g_thread_create
// g_thread_new starts a thread of its own.
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
  g_private_set(&slot, request);
  g_private_set(&slot, NULL);
}

TASK void replace(struct Request *request) {
  g_private_replace(&replaced, request);
  g_private_replace(&replaced, NULL);
}

TASK void setOld(struct Request *request) {
  g_static_private_set(&old, request, NULL);
  g_static_private_set(&old, NULL, NULL);
}

TASK void context(GMainContext *context) {
  g_main_context_push_thread_default(context);
  g_main_context_pop_thread_default(context);
}

static void work(GTask *task, gpointer source, gpointer data, GCancellable *cancellable) {
  current = data;
  current = NULL;
}

static void visit(gpointer element, gpointer data) {
  each = element;
}

TASK void visitAll(GList *requests) {
  g_list_foreach(requests, visit, NULL);
  each = NULL;
}

static gpointer body(gpointer data) {
  once = data;
  return NULL;
}

void start(struct Request *request) {
  g_thread_new("once", body, request);
  g_thread_create(body, request, FALSE, NULL);
}

void submit(GTask *task) { g_task_run_in_thread(task, work); }
