// REQUIRES: qt
// RUN: %expect %s -- %flags_qt
// MODELS: QThread::create, qAsConst
// A thread of its own is no pool.
#include <QSharedPointer>
#include <QThread>
#include <QtGlobal>
#include <utility>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local QSharedPointer<Request> shared;
thread_local const Request *kept, *alone;

TASK void fresh(const Request &request) {
  shared = QSharedPointer<Request>::create(request);
  shared.reset();
}

TASK void asConst(Request &request) {
  kept = &qAsConst(request);
  kept = nullptr;
}

void start(const Request *request) { QThread::create([=] { alone = request; })->start(); }
