// Every normal end is clean; exceptions are not.
// RUN: %clangxx -std=c++20 -I%source/lib/include %s %runtime_flags -o %t
// RUN: rm -f %t.jsonl && env TIDEPOOL_TRACE=%t.jsonl %t
// RUN: not %tidepool trace %t.jsonl > %t.seen
// RUN: FileCheck %s < %t.seen
// RUN: not %tidepool check %s -- -std=c++20 -I%source/lib/include > %t.said
// RUN: %python %S/Inputs/places.py %t.seen %t.said
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<std::string> tenant("tenant");

static void handle(const std::string &Name) {
  tenant.set(Name);
  if (Name.empty())
    throw std::invalid_argument("no name");
  tenant.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "", "b"})
    Pool.submit([Name] { handle(Name); }).wait();
}

// CHECK: unsafe_remove.cpp:15: warning: an exception ended a task with what it set in 'tenant' here, once on thread {{[0-9]+}} [tidepool-unsafe-remove]
