// RUN: rm -rf %t && split-file %s %t && %agree %t
// Writer and reader do not know each other. The run does not tell whose value it is: they are handed
// over as functions with arguments.
//--- state.h
#pragma once
#include "tidepool/thread_local.h"
#include <string>

tidepool::ThreadLocal<std::string> &account();

//--- state.cpp
#include "state.h"

tidepool::ThreadLocal<std::string> &account() {
  static tidepool::ThreadLocal<std::string> Account("account");
  return Account;
}

//--- writer.cpp
#include "state.h"

void pay(std::string From) {
  account().set(From); // KNOWN-FN(trace): tidepool-missing-remove
}

//--- reader.cpp
#include "state.h"

std::size_t balance() {
  return account().get().size(); // KNOWN-FN(trace): tidepool-stale-read
}

//--- main.cpp
#include "tidepool/thread_pool.h"
#include <string>

void pay(std::string From);
std::size_t balance();

int main() {
  tidepool::ThreadPool Pool(1);
  Pool.submit(pay, "a").wait();
  Pool.submit(balance).wait();
  Pool.submit(pay, "b").wait();
  return Pool.submit(balance).get() > 1;
}
