// RUN: %expect %s -- %flags_declared
// MODELS: SDL_CreateThread
// SDL_CreateThread starts a thread of its own.
#include <keys.h>

#define TASK __attribute__((annotate("tidepool::task")))

struct Request {
  int tenant;
};
static CRYPTO_THREAD_LOCAL openssl;
static SDL_TLSID sdl;
static Py_tss_t python;
static _Thread_local void *once;

void init(void) {
  CRYPTO_THREAD_init_local(&openssl, 0);
  sdl = SDL_TLSCreate();
  PyThread_tss_create(&python);
}

TASK void ofOpenSsl(struct Request *request) {
  CRYPTO_THREAD_set_local(&openssl, request);
  CRYPTO_THREAD_set_local(&openssl, 0);
}

TASK void ofSdl(struct Request *request) {
  SDL_TLSSet(sdl, request, 0);
  SDL_TLSSet(sdl, 0, 0);
}

TASK void ofPython(struct Request *request) {
  PyThread_tss_set(&python, request);
  PyThread_tss_set(&python, 0);
}

static int body(void *data) {
  once = data;
  return 0;
}

void start(struct Request *request) { SDL_CreateThread(body, "once", request); }
