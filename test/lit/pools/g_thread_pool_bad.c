// RUN: %expect %s -- %flags_glib
// REQUIRES: glib
// MODELS: GThreadPool, g_thread_pool_new
// GLib: one function, many data.

#include <glib.h>
#include <stdio.h>

struct job {
  int width;
};

static __thread struct job *job;

static int half(void) { return job->width / 2; }

static void render(gpointer data, gpointer user_data) {
  (void)user_data;
  job = data; // EXPECT: tidepool-missing-remove
  printf("%d\n", half());
  g_free(data);
}

int main(void) {
  GThreadPool *pool = g_thread_pool_new(render, NULL, 2, FALSE, NULL);
  for (int i = 0; i < 4; ++i) {
    struct job *next = g_new(struct job, 1);
    next->width = i;
    g_thread_pool_push(pool, next, NULL);
  }
  g_thread_pool_free(pool, FALSE, TRUE);
  return 0;
}
