// REQUIRES: uv
// RUN: %expect %s -- -D_GNU_SOURCE
// MODELS: uv_thread_create, uv_thread_create_ex, uv_once
// A thread of its own is no pool.
#include <stddef.h>
#include <uv.h>

#define TASK __attribute__((annotate("tidepool::task")))

struct Request {
  int tenant;
};
static uv_key_t key;
static _Thread_local void *current, *once;

void init(void) { uv_key_create(&key); }

TASK void set(struct Request *request) {
  uv_key_set(&key, request);
  uv_key_set(&key, NULL);
}

static void clear(void) { current = NULL; }

TASK void clearOnce(struct Request *request, uv_once_t *flag) {
  current = request;
  uv_once(flag, clear);
  current = NULL;
}

static void onTimer(uv_timer_t *timer) {
  current = timer->data;
  current = NULL;
}

static void onAsync(uv_async_t *async) {
  current = async->data;
  current = NULL;
}

static void onRead(uv_stream_t *stream, ssize_t size, const uv_buf_t *buffer) {
  current = stream->data;
  current = NULL;
}

static void onOpen(uv_fs_t *request) {
  current = request->data;
  current = NULL;
}

static void body(void *argument) { once = argument; }

static void loop(void *argument) {
  uv_loop_t *loop = argument;
  uv_run(loop, UV_RUN_DEFAULT);
}

void serve(uv_loop_t *loops, uv_thread_t *threads, uv_timer_t *timer, uv_async_t *async, uv_stream_t *stream,
           uv_alloc_cb allocate, uv_fs_t *file) {
  uv_timer_start(timer, onTimer, 1000, 1000);
  uv_async_init(loops, async, onAsync);
  uv_read_start(stream, allocate, onRead);
  uv_fs_open(loops, file, "/tmp/x", 0, 0, onOpen);
  for (int i = 0; i < 4; ++i)
    uv_thread_create(&threads[i], loop, &loops[i]);
  uv_thread_create(&threads[4], body, loops);
  uv_thread_create_ex(&threads[5], NULL, body, loops);
}
