// REQUIRES: log4cxx
// RUN: %expect %s
// MODELS: log4cxx::MDC, log4cxx::NDC
#include <log4cxx/mdc.h>
#include <log4cxx/ndc.h>
#include <string>

#define TASK [[clang::annotate("tidepool::task")]]

TASK void mapped(const std::string &tenant) {
  log4cxx::MDC::put("tenant", tenant); // EXPECT: tidepool-missing-remove
}

TASK void nested(const std::string &tenant) {
  log4cxx::NDC::push(tenant); // EXPECT: tidepool-missing-remove
}
