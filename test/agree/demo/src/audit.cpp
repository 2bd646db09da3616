#include "audit.h"
#include "tidepool/thread_local.h"

#include <cstdio>

namespace {
tidepool::ThreadLocal<std::string> tlTenant("tlTenant");
thread_local std::string tlRequestId;
} // namespace

// Called first for every request.
void beginAudit(const Request &request, int number) {
  // An anonymous request leaves the tenant of an earlier one in place, and is logged as that tenant's.
  if (!request.tenant.empty()) tlTenant.set(request.tenant); // EXPECT: tidepool-missing-remove
  // Right: the id stays behind, too, but every request overwrites it before anything reads it.
  tlRequestId = "r-" + std::to_string(number);
}

void audit(const char *action, const Request &request) {
  std::printf("[%s] ", tlRequestId.c_str());
  std::printf("tenant=%s %s %s\n", tlTenant.get().c_str(), action, request.object.c_str()); // EXPECT: tidepool-stale-read
}
