// RUN: %expect %s
// No pool in sight: an exported entry that cleans up on its normal path but not when a callee throws.

#include <cstdio>
#include <stdexcept>
#include <string>

struct Invocation {
  std::string method;
};

static thread_local const Invocation *invocation_ = nullptr;

static void dispatch() {
  if (invocation_->method.empty()) throw std::invalid_argument("no method");
  std::printf("%s\n", invocation_->method.c_str());
}

void invoke(const Invocation &invocation);

void invoke(const Invocation &invocation) {
  invocation_ = &invocation; // EXPECT: tidepool-unsafe-remove
  dispatch();
  invocation_ = nullptr;
}
