// Key APIs whose packages are large, or that are no Debian packages. OpenSSL 3: openssl/crypto.h (internal). SDL 2.26:
// SDL_thread.h. CPython 3.11: pythread.h. Windows: processthreadsapi.h, fibersapi.h.
#pragma once
#ifdef __cplusplus
extern "C" {
#endif
typedef unsigned int CRYPTO_THREAD_LOCAL;
int CRYPTO_THREAD_init_local(CRYPTO_THREAD_LOCAL *key, void (*cleanup)(void *));
void *CRYPTO_THREAD_get_local(CRYPTO_THREAD_LOCAL *key);
int CRYPTO_THREAD_set_local(CRYPTO_THREAD_LOCAL *key, void *val);
int CRYPTO_THREAD_cleanup_local(CRYPTO_THREAD_LOCAL *key);

typedef unsigned int SDL_TLSID;
typedef struct SDL_Thread SDL_Thread;
typedef int (*SDL_ThreadFunction)(void *data);
SDL_TLSID SDL_TLSCreate(void);
void *SDL_TLSGet(SDL_TLSID id);
int SDL_TLSSet(SDL_TLSID id, const void *value, void (*destructor)(void *));
SDL_Thread *SDL_CreateThread(SDL_ThreadFunction fn, const char *name, void *data);

typedef struct _Py_tss_t {
  int _is_initialized;
  unsigned _key;
} Py_tss_t;
int PyThread_tss_create(Py_tss_t *key);
void PyThread_tss_delete(Py_tss_t *key);
int PyThread_tss_set(Py_tss_t *key, void *value);
void *PyThread_tss_get(Py_tss_t *key);
#ifdef __cplusplus
}
#endif
