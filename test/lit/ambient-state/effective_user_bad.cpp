// REQUIRES: tbb
// RUN: %expect %s
// The raw system call changes this thread only, and there it stays where the file is missing.

#include <cstdio>
#include <fcntl.h>
#include <oneapi/tbb/task_group.h>
#include <sys/syscall.h>
#include <unistd.h>

struct Request {
  unsigned user;
  const char *path;
};

static bool serve(const Request &request) {
  if (syscall(SYS_setresuid, -1, request.user, -1) != 0) // EXPECT: tidepool-ambient-state
    return false;
  int file = open(request.path, O_RDONLY);
  if (file < 0)
    return false;
  syscall(SYS_setresuid, -1, 0, -1);
  close(file);
  return true;
}

void serveAll(const Request *requests, int count) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < count; ++i)
    group.run([=] { serve(requests[i]); });
  group.wait();
}
