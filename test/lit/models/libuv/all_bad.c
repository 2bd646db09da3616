// REQUIRES: uv
// RUN: %expect %s -- -D_GNU_SOURCE
// MODELS: uv_key_t, libuv loop, uv_timer_start, uv_async_init, uv_read_start, uv_fs_open
// Several threads, each with a loop of its own: one callback after another runs on each of them.
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
  uv_key_set(&key, request); // EXPECT: tidepool-missing-remove
}

static void onTimer(uv_timer_t *timer) {
  current = timer->data; // EXPECT: tidepool-missing-remove
}

static void onAsync(uv_async_t *async) {
  current = async->data; // EXPECT: tidepool-missing-remove
}

static void onRead(uv_stream_t *stream, ssize_t size, const uv_buf_t *buffer) {
  current = stream->data; // EXPECT: tidepool-missing-remove
}

static void onOpen(uv_fs_t *request) {
  current = request->data; // EXPECT: tidepool-missing-remove
}

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
}
