#include "upload.h"
#include "tidepool/thread_local.h"

#include "audit.h"

#include <cstddef>
#include <cstdio>

namespace {

struct Progress {
  std::size_t sent = 0, total = 0;
};

tidepool::ThreadLocal<const Request *> tlPut("tlPut");
tidepool::ThreadLocal<Progress *> tlAppend("tlAppend");

void storeChunk(std::size_t offset) { std::printf("  %s at %zu\n", tlPut.get()->object.c_str(), offset); }

void appendChunk(std::size_t size) { tlAppend.get()->sent += size; }

} // namespace

void putObject(const Request &request) {
  tlPut.set(&request); // EXPECT: tidepool-missing-remove
  if (request.body.empty()) {
    audit("rejected", request);
    return; // tlPut goes on pointing to a request that is about to die
  }
  for (std::size_t offset = 0; offset < request.body.size(); offset += 16) storeChunk(offset);
  tlPut.remove();
  audit("stored", request);
}

// Right: every way out puts back what was there before.
void appendToObject(const Request &request) {
  Progress progress{0, request.body.size()};
  Progress *outer = tlAppend.get();
  tlAppend.set(&progress);
  if (request.body.empty()) {
    tlAppend.set(outer);
    return;
  }
  appendChunk(request.body.size());
  tlAppend.set(outer);
  audit(progress.sent == progress.total ? "appended" : "truncated", request);
}
