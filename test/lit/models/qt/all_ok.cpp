// REQUIRES: qt
// RUN: %expect %s -- %flags_qt
// MODELS: QScopedValueRollback
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
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};
TASK void store(const Request &request) {
  storage.setLocalData(new Request(request));
  storage.setLocalData(nullptr);
}

TASK void guard(const Request &request) {
  guarded = &request;
  auto guard = qScopeGuard([] { guarded = nullptr; });
}

TASK void rollback(const Request &request) {
  QScopedValueRollback<const Request *> rollback(restored, &request);
}

void serve(QThreadPool &pool, QList<int> &numbers, const Request *request) {
  pool.start([=] {
    Scope scope(request);
  });
  QThreadPool::globalInstance()->start(QRunnable::create([=] {
    Scope scope(request);
  }));
  QtConcurrent::task([=] {
    Scope scope(request);
  }).spawn();
  QtConcurrent::blockingMap(numbers, [=](int &) {
    Scope scope(request);
  });
  QtConcurrent::map(numbers, [=](int &) {
    Scope scope(request);
  }).then([=] {
    Scope scope(request);
  });
}
