// REQUIRES: tidy
// RUN: %tidy --config='{CheckOptions: {Models: Inputs/jobs.yaml}}' %s -- 2>&1 | FileCheck %s
#include "Inputs/jobs.h"

struct Request {
  int user;
};

// CHECK: notes.cpp:[[#@LINE+9]]:{{[0-9]+}}: warning: {{.*}}current{{.*}} [tidepool-missing-remove]
// CHECK: notes.cpp:[[#@LINE+1]]:{{[0-9]+}}: note: {{.*}}current
static thread_local const Request *current;

int user() { return current ? current->user : 0; }

void serve(Request request) {
  // CHECK: notes.cpp:[[#@LINE+1]]:{{[0-9]+}}: note:
  jobs::post([request] {
    current = &request;
    if (user() == 0)
      return;
    current = nullptr;
  });
}
