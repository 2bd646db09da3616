// REQUIRES: boost, qt
// RUN: %expect %s -- %flags_qt %flags_declared
// A holder that a task makes for itself. The destructors of these clean up for the thread that runs them (Boost), or for
// all threads (Folly): that is all that the task has put in.

#include <QThreadPool>
#include <boost/thread/tss.hpp>
#include <folly.h>

struct Request {
  int tenant;
};
struct Job {
  boost::thread_specific_ptr<Request> request;
};

void serve(QThreadPool &pool, const Request *request) {
  pool.start([=] {
    boost::thread_specific_ptr<Request> mine;
    mine.reset(new Request(*request));
  });
  pool.start([=] {
    Job job;
    job.request.reset(new Request(*request));
  });
  pool.start([=] {
    folly::ThreadLocalPtr<const Request> mine;
    mine.reset(request);
  });
}
