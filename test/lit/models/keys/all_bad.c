// RUN: %expect %s -- %flags_declared
// MODELS: CRYPTO_THREAD_LOCAL, SDL_TLSID, Py_tss_t
#include <keys.h>

#define TASK __attribute__((annotate("tidepool::task")))

struct Request {
  int tenant;
};
static CRYPTO_THREAD_LOCAL openssl;
static SDL_TLSID sdl;
static Py_tss_t python;

void init(void) {
  CRYPTO_THREAD_init_local(&openssl, 0);
  sdl = SDL_TLSCreate();
  PyThread_tss_create(&python);
}

TASK void ofOpenSsl(struct Request *request) {
  CRYPTO_THREAD_set_local(&openssl, request); // EXPECT: tidepool-missing-remove
}

TASK void ofSdl(struct Request *request) {
  SDL_TLSSet(sdl, request, 0); // EXPECT: tidepool-missing-remove
}

TASK void ofPython(struct Request *request) {
  PyThread_tss_set(&python, request); // EXPECT: tidepool-missing-remove
}
