// REQUIRES: tbb
// RUN: %expect %s
// Back to the user that the program keeps in a variable: known, not left over.

#include <cstdio>
#include <fcntl.h>
#include <oneapi/tbb/task_group.h>
#include <sys/fsuid.h>
#include <unistd.h>

struct Request {
  unsigned user;
  const char *path;
};

extern unsigned serviceUser;

static bool serve(const Request &request) {
  setfsuid(request.user);
  bool there = access(request.path, R_OK) == 0;
  setfsuid(serviceUser);
  return there;
}

void serveAll(const Request *requests, int count) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < count; ++i)
    group.run([=] { serve(requests[i]); });
  group.wait();
}
