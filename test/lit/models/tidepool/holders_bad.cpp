// RUN: %expect %s --fronts=check -- -I%source/lib/include
// MODELS: tidepool::InheritableThreadLocal, tidepool::TransmittableThreadLocal
#include "tidepool/thread_local.h"
#include "tidepool/transmittable.h"
#include <string>

#define TASK [[clang::annotate("tidepool::task")]]

static tidepool::InheritableThreadLocal<std::string> inherited("inherited");
static tidepool::TransmittableThreadLocal<std::string> transmitted("transmitted");

TASK void inherit(const std::string &tenant) {
  inherited.set(tenant); // EXPECT: tidepool-missing-remove
}

TASK void transmit(const std::string &tenant) {
  transmitted.set(tenant); // EXPECT: tidepool-missing-remove
}
