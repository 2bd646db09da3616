// REQUIRES: tbb
// RUN: %expect %s
// Windows: a guard reverts; where the token was refused nothing has changed. What is declared here is from the SDK.

#include <cstdio>
#include <oneapi/tbb/task_group.h>

using HANDLE = void *;
extern "C" int ImpersonateLoggedOnUser(HANDLE token);
extern "C" int RevertToSelf();

static bool overQuota(HANDLE token) { return std::printf("quota of %p\n", token) < 0; }

static void serve(HANDLE token) {
  if (!ImpersonateLoggedOnUser(token))
    return;
  struct Revert {
    ~Revert() { RevertToSelf(); }
  } revert;
  if (overQuota(token))
    return;
  std::puts("served");
}

void serveAll(HANDLE *tokens, int count) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < count; ++i)
    group.run([=] { serve(tokens[i]); });
  group.wait();
}
