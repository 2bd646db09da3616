// RUN: %expect %s -- -D_GNU_SOURCE
// REQUIRES: uv
// MODELS: libuv, uv_queue_work
// libuv: the work callback runs on its pool, the after-work callback on the loop's thread.

#include <stdio.h>
#include <uv.h>

struct resize {
  uv_work_t request;
  int width;
};

static __thread struct resize *resizing;

static int pixels(void) { return resizing->width * resizing->width; }

static void work(uv_work_t *request) {
  resizing = request->data; // EXPECT: tidepool-missing-remove
  printf("%d\n", pixels());
}

static void after_work(uv_work_t *request, int status) { printf("%d\n", status + ((struct resize *)request->data)->width); }

int main(void) {
  static struct resize resizes[3];
  uv_loop_t *loop = uv_default_loop();
  for (int i = 0; i < 3; ++i) {
    resizes[i].width = i;
    resizes[i].request.data = &resizes[i];
    uv_queue_work(loop, &resizes[i].request, work, after_work);
  }
  return uv_run(loop, UV_RUN_DEFAULT);
}
