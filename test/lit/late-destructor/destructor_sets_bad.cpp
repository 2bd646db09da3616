// REQUIRES: tbb
// RUN: %expect %s
// The destructor sets the context once more, when the task is over and nobody takes it back.

#include <cstdio>
#include <memory>
#include <oneapi/tbb/task_group.h>
#include <string>
#include <utility>

struct Request {
  std::string tenant;
  int number;
};

static thread_local const Request *current = nullptr;

static void log(const char *what) { std::printf("%s: %s\n", current->tenant.c_str(), what); }

class Session {
public:
  explicit Session(const Request &request) : request_(request) {}
  ~Session() {
    current = &request_;
    log("session closed");
  }

private:
  Request request_;
};

static void serve(const Request &request) {
  current = &request;
  log("served");
  current = nullptr;
}

void run(const Request *requests, int count) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < count; ++i) {
    auto session = std::make_shared<Session>(requests[i]); // EXPECT: tidepool-late-destructor
    group.run([session, request = requests[i]] { serve(request); (void)session; });
  }
  group.wait();
}
