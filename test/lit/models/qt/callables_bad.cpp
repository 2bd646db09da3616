// REQUIRES: qt
// RUN: %expect %s -- %flags_qt
// MODELS: QSharedPointer::create
#include <QSharedPointer>
#include <QThread>
#include <QtGlobal>
#include <utility>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local QSharedPointer<Request> shared;
thread_local const Request *kept;

TASK void fresh(const Request &request) {
  shared = QSharedPointer<Request>::create(request); // EXPECT: tidepool-missing-remove
}

TASK void set(const Request &request) {
  kept = &request; // EXPECT: tidepool-missing-remove
}
