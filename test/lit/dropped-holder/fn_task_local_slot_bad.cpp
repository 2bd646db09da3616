// REQUIRES: poco, qt
// RUN: %expect %s -- %flags_qt
// A local holder that is written through a reference to its slot: the write is taken for one of the local variable.

#include <Poco/ThreadLocal.h>
#include <QThreadPool>

struct Request {
  int tenant;
};

void serve(QThreadPool &pool, const Request *request) {
  pool.start([=] {
    Poco::ThreadLocal<const Request *> mine; // KNOWN-FN: tidepool-dropped-holder
    mine.get() = request;
  });
}
