// REQUIRES: boost
// RUN: %expect %s -- -DBOOST_LOG_DYN_LINK
// The library's own guard takes the attribute off again.

#include <boost/log/attributes/constant.hpp>
#include <boost/log/attributes/scoped_attribute.hpp>
#include <boost/log/core.hpp>

#define TASK [[clang::annotate("tidepool::task")]]

namespace attributes = boost::log::attributes;

TASK void handle(int tenant) {
  BOOST_LOG_SCOPED_THREAD_ATTR("Tenant", attributes::constant<int>(tenant));
}

TASK void byHand(int tenant) {
  auto [added, inserted] =
      boost::log::core::get()->add_thread_attribute("Tenant", attributes::constant<int>(tenant));
  (void)inserted;
  boost::log::core::get()->remove_thread_attribute(added);
}
