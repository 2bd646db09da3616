// REQUIRES: tbb
// RUN: %expect %s
// A file is opened as the client's user, and the thread is root again whatever comes of it.

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
  setfsuid(request.user);
  int file = open(request.path, O_RDONLY);
  setfsuid(0);
  if (file < 0)
    return false;
  close(file);
  return true;
}

void serveAll(const Request *requests, int count) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < count; ++i)
    group.run([=] { serve(requests[i]); });
  group.wait();
}
