#include "backend.h"

#include <cstdio>
#include <memory>
#include <string>
#include <utility>

namespace {

class BackendClient {
public:
  explicit BackendClient(std::string address) : address_(std::move(address)) {}
  void get(const std::string &object) const { std::printf("  GET %s/%s\n", address_.c_str(), object.c_str()); }

private:
  std::string address_;
};

class Decoder {
public:
  explicit Decoder(int level) : level_(level) {}
  void decode(const std::string &object) const { std::printf("  decode %s, level %d\n", object.c_str(), level_); }

private:
  int level_;
};

constexpr int decoderLevel = 6;

thread_local std::unique_ptr<BackendClient> tlClient;
thread_local std::unique_ptr<Decoder> tlDecoder;

} // namespace

void fetchObject(const Request &request) {
  // The thread's first request decides which shard all later ones talk to.
  if (!tlClient) tlClient = std::make_unique<BackendClient>(request.shard);
  tlClient->get(request.object); // EXPECT: tidepool-stale-read

  // Right: one decoder per thread, made from nothing that belongs to a request.
  if (!tlDecoder) tlDecoder = std::make_unique<Decoder>(decoderLevel);
  tlDecoder->decode(request.object);
}
