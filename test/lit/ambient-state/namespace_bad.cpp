// REQUIRES: tbb
// RUN: %expect %s
// A mount namespace of its own, for whatever this thread does from now on.

#include <cstdio>
#include <fcntl.h>
#include <oneapi/tbb/task_group.h>
#include <sched.h>
#include <unistd.h>

struct Request {
  unsigned user;
  const char *path;
};

static bool serve(const Request &request) {
  if (request.user == 0)
    return true;
  if (unshare(CLONE_NEWNS) != 0) // EXPECT: tidepool-ambient-state
    return false;
  return open(request.path, O_RDONLY) >= 0;
}

void serveAll(const Request *requests, int count) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < count; ++i)
    group.run([=] { serve(requests[i]); });
  group.wait();
}
