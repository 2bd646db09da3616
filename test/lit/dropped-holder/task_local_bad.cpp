// REQUIRES: poco, qt
// RUN: %expect %s -- %flags_qt
// A holder that a task makes for itself. These two take nothing with them when they die, not even the value of the
// thread that destroys them.

#include <Poco/ThreadLocal.h>
#include <QThreadPool>
#include <QThreadStorage>

struct Request {
  int tenant;
};

void serve(QThreadPool &pool, const Request *request) {
  pool.start([=] {
    Poco::ThreadLocal<const Request *> mine; // EXPECT: tidepool-dropped-holder
    mine.get() = request;
  });
  pool.start([=] {
    QThreadStorage<Request *> mine; // EXPECT: tidepool-dropped-holder
    mine.setLocalData(new Request(*request));
  });
}
