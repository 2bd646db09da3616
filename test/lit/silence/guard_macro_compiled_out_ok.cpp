// RUN: %expect %s -- -DTRACK_TASKS
// A guard that is a macro, and there in this build: findings depend on the compile database's -D.
#include <functional>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *current;

struct Attach {
  ~Attach() { current = nullptr; }
};
#ifdef TRACK_TASKS
#define SCOPED_ATTACH(request) \
  Attach attach; \
  current = request
#else
#define SCOPED_ATTACH(request) current = request
#endif

TASK void handle(const Request &request) {
  SCOPED_ATTACH(&request);
}
