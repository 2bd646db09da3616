// REQUIRES: tbb
// RUN: split-file %s %t
// RUN: %expect --models=%t/ledger.yaml %t/ledger.cpp

//--- ledger.yaml
states:
  - name: ledger's currency
    weight: results
    calls:
      - {function: 'ledger::useCurrency', does: reset, when: {param: 0, is: [LEDGER_HOME, 1]}, returnsOld: true}
      - {function: 'ledger::useCurrency', does: set, value: 0, returnsOld: true}
//--- ledger.cpp
// A state of a library of one's own, by a model: kept and put back by what the call returns.

#include <cstdio>
#include <oneapi/tbb/task_group.h>

#define LEDGER_HOME 7

namespace ledger {
int useCurrency(int currency);
void post(int amount);
} // namespace ledger

static void transfer(int amount) {
  int old = ledger::useCurrency(978);
  ledger::post(amount);
  ledger::useCurrency(old);
}

static void fee(int amount) {
  ledger::useCurrency(756);
  ledger::post(amount);
  ledger::useCurrency(LEDGER_HOME);
  ledger::useCurrency(756);
  ledger::post(amount);
  ledger::useCurrency(1);
}

static void refund(int amount) {
  int old = ledger::useCurrency(840); // EXPECT: tidepool-ambient-state
  if (amount == 0)
    return;
  ledger::post(-amount);
  ledger::useCurrency(old);
}

void run(int amount) {
  oneapi::tbb::task_group group;
  group.run([=] { transfer(amount); });
  group.run([=] { fee(amount); });
  group.run([=] { refund(amount); });
  group.wait();
}
