// REQUIRES: tbb
// RUN: %expect %s
// glibc's seteuid, umask, chdir and setlocale change the whole process: no state of a thread.

#include <cstdio>
#include <fcntl.h>
#include <oneapi/tbb/task_group.h>
#include <clocale>
#include <sys/stat.h>
#include <unistd.h>

struct Request {
  unsigned user;
  const char *path;
};

static bool serve(const Request &request) {
  if (seteuid(request.user) != 0)
    return false;
  umask(077);
  if (chdir("/srv") != 0)
    return false;
  setlocale(LC_ALL, "C");
  return open(request.path, O_RDONLY) >= 0;
}

void serveAll(const Request *requests, int count) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < count; ++i)
    group.run([=] { serve(requests[i]); });
  group.wait();
}
