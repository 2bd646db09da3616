// RUN: rm -rf %t && split-file %s %t && %agree %t
// The read is in a library function of another unit.
//--- log.h
#pragma once
#include "tidepool/thread_local.h"
#include <string>

extern tidepool::ThreadLocal<std::string> requestId;
void log(const std::string &Text);

//--- log.cpp
#include "log.h"

tidepool::ThreadLocal<std::string> requestId("requestId");
static std::size_t written;

void log(const std::string &Text) {
  written += Text.size() + requestId.get().size();
}

//--- main.cpp
#include "log.h"
#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"

static void handle(tidepool::ThreadPool &Pool, std::string Id) {
  requestId.set(Id);
  Pool.submit([Id] {
    tidepool::TaskScope Scope;
    requestId.set(Id);
    log("working");
  }).wait();
  log("done");
  requestId.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Id : {"r1", "r2"})
    handle(Pool, Id);
}
