// REQUIRES: log4cxx
// RUN: %expect %s
#include <log4cxx/mdc.h>
#include <log4cxx/ndc.h>
#include <string>

#define TASK [[clang::annotate("tidepool::task")]]

TASK void mapped(const std::string &tenant) {
  log4cxx::MDC::put("tenant", tenant);
  log4cxx::MDC::remove("tenant");
}

TASK void cleared(const std::string &tenant) {
  log4cxx::MDC::put("tenant", tenant);
  log4cxx::MDC::clear();
}

TASK void nested(const std::string &tenant) {
  log4cxx::NDC::push(tenant);
  log4cxx::NDC::pop();
}

TASK void guardedMap(const std::string &tenant) { log4cxx::MDC context("tenant", tenant); }

TASK void guarded(const std::string &tenant) { log4cxx::NDC context(tenant); }
