// RUN: %expect %s -- %flags_declared
// MODELS: spdlog::mdc
#include <spdlog.h>

#define TASK [[clang::annotate("tidepool::task")]]

TASK void put(const std::string &tenant) {
  spdlog::mdc::put("tenant", tenant); // EXPECT: tidepool-missing-remove
}
