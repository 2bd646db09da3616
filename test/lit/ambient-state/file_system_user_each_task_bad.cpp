// REQUIRES: tbb
// RUN: %expect %s
// Every task begins by becoming its user. In between the thread is whoever came last.

#include <cstdio>
#include <fcntl.h>
#include <oneapi/tbb/task_group.h>
#include <sys/fsuid.h>
#include <unistd.h>

struct Request {
  unsigned user;
  const char *path;
};

static bool serve(const Request &request) {
  setfsuid(request.user); // EXPECT: tidepool-ambient-state
  int file = open(request.path, O_RDONLY);
  close(file);
  return true;
}

void serveAll(const Request *requests, int count) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < count; ++i)
    group.run([=] { serve(requests[i]); });
  group.wait();
}
