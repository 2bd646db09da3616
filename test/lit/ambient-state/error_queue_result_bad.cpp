// REQUIRES: tbb, openssl
// RUN: %expect %s
// What failed is kept in a variable, and asked about as OpenSSL's results are.

#include <cstdio>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <oneapi/tbb/task_group.h>

static int loadChain(BIO *from, X509_STORE *store) {
  X509 *certificate = PEM_read_bio_X509(from, nullptr, nullptr, nullptr); // EXPECT: tidepool-ambient-state
  if (certificate == nullptr)
    return 0;
  int added = X509_STORE_add_cert(store, certificate); // EXPECT: tidepool-ambient-state
  X509_free(certificate);
  if (added != 1)
    return -1;
  return 1;
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
