// REQUIRES: tbb, egl
// RUN: %expect %s
// The context stays current on the thread of the tile that had nothing to draw.

#include <EGL/egl.h>
#include <oneapi/tbb/task_group.h>

struct Tile {
  EGLDisplay display;
  EGLSurface surface;
  EGLContext context;
  bool empty;
};

static void draw(const Tile &tile) {
  if (!eglMakeCurrent(tile.display, tile.surface, tile.surface, tile.context)) // EXPECT: tidepool-ambient-state
    return;
  if (tile.empty)
    return;
  eglSwapBuffers(tile.display, tile.surface);
  eglMakeCurrent(tile.display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
}

void drawAll(const Tile *tiles, int count) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < count; ++i)
    group.run([=] { draw(tiles[i]); });
  group.wait();
}
