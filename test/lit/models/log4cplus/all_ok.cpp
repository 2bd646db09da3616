// REQUIRES: log4cplus
// RUN: %expect %s
#include <log4cplus/mdc.h>
#include <log4cplus/ndc.h>
#include <string>

#define TASK [[clang::annotate("tidepool::task")]]

TASK void mapped(const std::string &tenant) {
  log4cplus::getMDC().put("tenant", tenant);
  log4cplus::getMDC().remove("tenant");
}

TASK void cleared(const std::string &tenant) {
  log4cplus::getMDC().put("tenant", tenant);
  log4cplus::getMDC().clear();
}

TASK void nested(const std::string &tenant) {
  log4cplus::getNDC().push(tenant);
  log4cplus::getNDC().pop();
}

TASK void guarded(const std::string &tenant) { log4cplus::NDCContextCreator context(tenant); }
