// REQUIRES: qt
// RUN: %expect %s -- %flags_qt
// MODELS: QThread::create, qExchange, QScopedPointer
// A thread of its own is no pool. A scoped pointer's deleter is no guard unless it cleans.
#include <QScopedPointer>
#include <QSharedPointer>
#include <QThread>
#include <QtGlobal>
#include <utility>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local QSharedPointer<Request> shared;
thread_local const Request *kept, *alone, *once;

TASK void fresh(const Request &request) {
  shared = QSharedPointer<Request>::create(request);
  shared.reset();
}

TASK void exchange(const Request &request) {
  kept = &request;
  qExchange(kept, nullptr);
}

struct Clean {
  static void cleanup(const Request *) { once = nullptr; }
};

TASK void pointer(const Request &request) {
  once = &request;
  QScopedPointer<const Request, Clean> guard(&request);
}

void start(const Request *request) { QThread::create([=] { alone = request; })->start(); }
