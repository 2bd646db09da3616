// RUN: %expect %s --fronts=check -- -I%source/lib/include
#include "tidepool/thread_local.h"
#include "tidepool/transmittable.h"
#include <string>

#define TASK [[clang::annotate("tidepool::task")]]

static tidepool::InheritableThreadLocal<std::string> inherited("inherited");
static tidepool::TransmittableThreadLocal<std::string> transmitted("transmitted");

TASK void inherit(const std::string &tenant) {
  inherited.set(tenant);
  inherited.remove();
}

TASK void transmit(const std::string &tenant) {
  transmitted.set(tenant);
  transmitted.remove();
}
