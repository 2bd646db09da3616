// REQUIRES: log4cplus
// RUN: %expect %s
// MODELS: log4cplus::MDC, log4cplus::NDC
#include <log4cplus/mdc.h>
#include <log4cplus/ndc.h>
#include <string>

#define TASK [[clang::annotate("tidepool::task")]]

TASK void mapped(const std::string &tenant) {
  log4cplus::getMDC().put("tenant", tenant); // EXPECT: tidepool-missing-remove
}

TASK void nested(const std::string &tenant) {
  log4cplus::getNDC().push(tenant); // EXPECT: tidepool-missing-remove
}
