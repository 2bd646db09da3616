// REQUIRES: tbb, openssl
// RUN: %expect %s
// The errors are printed, which takes them out of the queue.

#include <cstdio>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <oneapi/tbb/task_group.h>

static int loadChain(BIO *from, X509_STORE *store) {
  X509 *certificate = PEM_read_bio_X509(from, nullptr, nullptr, nullptr);
  if (certificate == nullptr) {
    ERR_print_errors_fp(stderr);
    return 0;
  }
  int added = X509_STORE_add_cert(store, certificate);
  X509_free(certificate);
  if (added <= 0)
    ERR_clear_error();
  return added;
}

static int receive(SSL *connection, char *to, int size) {
  int got = SSL_read(connection, to, size);
  if (got > 0)
    return got;
  return SSL_get_error(connection, got) == SSL_ERROR_WANT_READ ? 0 : -1;
}

void run(BIO *file, X509_STORE *store, SSL **connections, int count) {
  oneapi::tbb::task_group group;
  group.run([=] { std::printf("%d certificates\n", loadChain(file, store)); });
  for (int i = 0; i < count; ++i)
    group.run([connection = connections[i]] {
      char bytes[512];
      receive(connection, bytes, sizeof bytes);
    });
  group.wait();
}
