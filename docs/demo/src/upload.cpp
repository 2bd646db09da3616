#include "upload.h"

#include "audit.h"

#include <cstddef>
#include <cstdio>

namespace {

struct Progress {
  std::size_t sent = 0, total = 0;
};

thread_local const Request *tlPut = nullptr;
thread_local Progress *tlAppend = nullptr;

void storeChunk(std::size_t offset) { std::printf("  %s at %zu\n", tlPut->object.c_str(), offset); }

void appendChunk(std::size_t size) { tlAppend->sent += size; }

} // namespace

void putObject(const Request &request) {
  tlPut = &request; // EXPECT: tidepool-missing-remove
  if (request.body.empty()) {
    audit("rejected", request);
    return; // tlPut goes on pointing to a request that is about to die
  }
  for (std::size_t offset = 0; offset < request.body.size(); offset += 16) storeChunk(offset);
  tlPut = nullptr;
  audit("stored", request);
}

// Right: every way out puts back what was there before.
void appendToObject(const Request &request) {
  Progress progress{0, request.body.size()};
  Progress *outer = tlAppend;
  tlAppend = &progress;
  if (request.body.empty()) {
    tlAppend = outer;
    return;
  }
  appendChunk(request.body.size());
  tlAppend = outer;
  audit(progress.sent == progress.total ? "appended" : "truncated", request);
}
