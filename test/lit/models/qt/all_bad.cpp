// REQUIRES: qt
// RUN: %expect %s -- %flags_qt
// MODELS: QThreadStorage, QThreadPool, QThreadPool::start, QRunnable::create, QtConcurrent, QtConcurrent::task
// MODELS: QtConcurrent::blockingMap, QtConcurrent::map, QFuture, QFuture::then, QScopeGuard
#include <QFuture>
#include <QRunnable>
#include <QScopeGuard>
#include <QScopedValueRollback>
#include <QThreadPool>
#include <QThreadStorage>
#include <QtConcurrentMap>
#include <QtConcurrentRun>
#include <qtconcurrenttask.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
QThreadStorage<Request *> storage;
thread_local const Request *current, *guarded, *restored;
TASK void store(const Request &request) {
  storage.setLocalData(new Request(request)); // EXPECT: tidepool-missing-remove
}

TASK void guard(const Request &request) {
  guarded = &request; // EXPECT: tidepool-missing-remove
  auto guard = qScopeGuard([] { guarded = nullptr; });
  guard.dismiss();
}

TASK void rollback(const Request &request) {
}

void serve(QThreadPool &pool, QList<int> &numbers, const Request *request) {
  pool.start([=] {
    current = request; // EXPECT: tidepool-missing-remove
  });
  QThreadPool::globalInstance()->start(QRunnable::create([=] {
    current = request; // EXPECT: tidepool-missing-remove
  }));
  QtConcurrent::task([=] {
    current = request; // EXPECT: tidepool-missing-remove
  }).spawn();
  QtConcurrent::blockingMap(numbers, [=](int &) {
    current = request; // EXPECT: tidepool-missing-remove
  });
  QtConcurrent::map(numbers, [=](int &) {
    current = request; // EXPECT: tidepool-missing-remove
  }).then([=] {
    current = request; // EXPECT: tidepool-missing-remove
  });
}
