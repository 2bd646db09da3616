// RUN: %expect %s -- %flags_declared
#include <spdlog.h>

#define TASK [[clang::annotate("tidepool::task")]]

TASK void put(const std::string &tenant) {
  spdlog::mdc::put("tenant", tenant);
  spdlog::mdc::remove("tenant");
}

TASK void clear(const std::string &tenant, const std::string &user) {
  spdlog::mdc::put("tenant", tenant);
  spdlog::mdc::put("user", user);
  spdlog::mdc::clear();
}
