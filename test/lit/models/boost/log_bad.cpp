// REQUIRES: boost
// RUN: %expect %s -- -DBOOST_LOG_DYN_LINK
// MODELS: boost::log::core
// An attribute of the thread stays until somebody removes it.

#include <boost/log/attributes/constant.hpp>
#include <boost/log/core.hpp>

#define TASK [[clang::annotate("tidepool::task")]]

namespace attributes = boost::log::attributes;

TASK void handle(int tenant) {
  boost::log::core::get()->add_thread_attribute("Tenant", attributes::constant<int>(tenant)); // EXPECT: tidepool-missing-remove
}
