// A buffer that tasks only add to: each read finds more.
// RUN: not %tidepool check --confirm --checks=tidepool-stale-read %s -- -std=c++20 -I%source/lib/include | FileCheck %s
#include "tidepool/thread_pool.h"
#include <cstdio>
#include <string>
#include <vector>

static thread_local std::vector<std::string> rows;

static void send(const std::vector<std::string> &Rows) {
  for (const std::string &Row : Rows)
    std::puts(Row.c_str());
}

void collect(tidepool::ThreadPool &Pool, std::string Row) {
  Pool.submit([Row] {
    rows.push_back(Row);
    send(rows);
  });
}

// CHECK: stale_read_adds_up.cpp:18:5: warning: {{.*}} [tidepool-stale-read]
// CHECK: {{^}}note: confirmed by replay: task 2 reads 'task1+task2'
// CHECK-NEXT: {{^}}note: of a thousand such reads, 1000 find another task's value;{{.*}} [5] rows = task1+task2+task3+task4+task5+task6
