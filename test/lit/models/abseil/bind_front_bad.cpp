// REQUIRES: absl
// RUN: %expect %s
// MODELS: absl::bind_front
// What absl::bind_front has bound comes along where its result becomes a std::function.

#include <absl/functional/bind_front.h>
#include <functional>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *current;

TASK void bound(const Request &request) {
  std::function<void()> call = absl::bind_front([](const Request *mine) { current = mine; }, &request); // EXPECT: tidepool-missing-remove
  call();
}
