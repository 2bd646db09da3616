// RUN: rm -rf %t && split-file %s %t && %agree %t
// What throws is in another unit,
// and so is the function that has the holder set meanwhile.
//--- ledger.h
#pragma once
#include <string>

void withdraw(const std::string &From, long Amount);

//--- ledger.cpp
#include "ledger.h"
#include <stdexcept>

static long credit = 25;

void withdraw(const std::string &From, long Amount) {
  if (Amount > credit)
    throw std::runtime_error("no credit: " + From);
  credit -= Amount;
}

//--- billing.h
#pragma once
#include <string>

void bill(const std::string &Customer, long Amount);

//--- billing.cpp
#include "billing.h"
#include "ledger.h"
#include "tidepool/task_scope.h"
#include "tidepool/thread_local.h"

static tidepool::ThreadLocal<std::string> customer("customer");

void bill(const std::string &Customer, long Amount) {
  customer.set(Customer); // EXPECT: tidepool-unsafe-remove
  withdraw(Customer, Amount);
  customer.remove();
}

//--- main.cpp
#include "billing.h"
#include "tidepool/thread_pool.h"

int main() {
  tidepool::ThreadPool Pool(1);
  for (long Amount : {10, 20, 10})
    Pool.submit([Amount] { bill("c" + std::to_string(Amount), Amount); }).wait();
}
