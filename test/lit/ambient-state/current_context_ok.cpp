// REQUIRES: tbb, egl
// RUN: %expect %s
// The context is released on every way.

#include <EGL/egl.h>
#include <oneapi/tbb/task_group.h>

struct Tile {
  EGLDisplay display;
  EGLSurface surface;
  EGLContext context;
  bool empty;
};

static void draw(const Tile &tile) {
  if (eglMakeCurrent(tile.display, tile.surface, tile.surface, tile.context) != EGL_TRUE)
    return;
  if (!tile.empty)
    eglSwapBuffers(tile.display, tile.surface);
  eglMakeCurrent(tile.display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
}

void drawAll(const Tile *tiles, int count) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < count; ++i)
    group.run([=] { draw(tiles[i]); });
  group.wait();
}
