// REQUIRES: tbb
// RUN: %expect %s
// Windows: the client's token stays on the thread where its quota is used up. What is declared here is from the SDK.

#include <cstdio>
#include <oneapi/tbb/task_group.h>

using HANDLE = void *;
extern "C" int ImpersonateLoggedOnUser(HANDLE token);
extern "C" int RevertToSelf();

static bool overQuota(HANDLE token) { return std::printf("quota of %p\n", token) < 0; }

static void serve(HANDLE token) {
  if (!ImpersonateLoggedOnUser(token)) // EXPECT: tidepool-ambient-state
    return;
  if (overQuota(token))
    return;
  RevertToSelf();
}

void serveAll(HANDLE *tokens, int count) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < count; ++i)
    group.run([=] { serve(tokens[i]); });
  group.wait();
}
