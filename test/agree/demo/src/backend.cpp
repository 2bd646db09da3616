#include "backend.h"
#include "tidepool/thread_local.h"

#include <cstdio>
#include <memory>
#include <string>
#include <utility>

namespace {

class BackendClient {
public:
  explicit BackendClient(std::string address) : address_(std::move(address)) {}
  const std::string &address() const { return address_; }
  void get(const std::string &object) const { std::printf("  GET %s/%s\n", address_.c_str(), object.c_str()); }

private:
  std::string address_;
};

} // namespace

// So that a trace can tell whether two clients are the same.
template <> struct std::hash<BackendClient> {
  std::size_t operator()(const BackendClient &client) const { return std::hash<std::string>()(client.address()); }
};

namespace {

class Decoder {
public:
  explicit Decoder(int level) : level_(level) {}
  void decode(const std::string &object) const { std::printf("  decode %s, level %d\n", object.c_str(), level_); }

private:
  int level_;
};

constexpr int decoderLevel = 6;

tidepool::ThreadLocal<std::unique_ptr<BackendClient>> tlClient("tlClient");
tidepool::ThreadLocal<std::unique_ptr<Decoder>> tlDecoder("tlDecoder");

} // namespace

void fetchObject(const Request &request) {
  // The thread's first request decides which shard all later ones talk to.
  if (!tlClient.is_present()) tlClient.set(std::make_unique<BackendClient>(request.shard));
  tlClient.get()->get(request.object); // EXPECT: tidepool-stale-read

  // Right: one decoder per thread, made from nothing that belongs to a request.
  if (!tlDecoder.is_present()) tlDecoder.set(std::make_unique<Decoder>(decoderLevel));
  tlDecoder.get()->decode(request.object);
}
