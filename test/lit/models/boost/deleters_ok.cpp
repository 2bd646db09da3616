// REQUIRES: boost
// RUN: %expect %s
// MODELS: boost::movelib::unique_ptr
#include <boost/move/unique_ptr.hpp>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *deleted;

struct Clean {
  void operator()(const Request *) const { deleted = nullptr; }
};

TASK void leave(const Request &request) {
  deleted = &request;
  boost::movelib::unique_ptr<const Request, Clean> guard(&request);
}
