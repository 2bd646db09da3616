// REQUIRES: qt
// RUN: %expect %s -- %flags_qt
// A holder that a task makes for itself. This one takes nothing with it when it dies, not even the value of the thread
// that destroys it.

#include <QThreadPool>
#include <QThreadStorage>

struct Request {
  int tenant;
};

void serve(QThreadPool &pool, const Request *request) {
  pool.start([=] {
    QThreadStorage<Request *> mine; // EXPECT: tidepool-dropped-holder
    mine.setLocalData(new Request(*request));
  });
}
