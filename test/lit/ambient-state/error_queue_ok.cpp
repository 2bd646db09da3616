// REQUIRES: tbb, openssl
// RUN: %expect %s
// The error that ends the loop is taken away.

#include <cstdio>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <oneapi/tbb/task_group.h>

static int loadChain(BIO *from, X509_STORE *store) {
  int number = 0;
  X509 *certificate;
  while ((certificate = PEM_read_bio_X509(from, nullptr, nullptr, nullptr)) != nullptr) {
    X509_STORE_add_cert(store, certificate);
    X509_free(certificate);
    ++number;
  }
  ERR_clear_error();
  return number;
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
