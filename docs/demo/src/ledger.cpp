#include "ledger.h"

#include <map>
#include <mutex>
#include <stdexcept>

namespace {
std::mutex ledgerMutex;
std::map<std::string, long> spent;
constexpr long credit = 500;
} // namespace

void withdraw(const std::string &tenant, long amount) {
  std::lock_guard<std::mutex> lock(ledgerMutex);
  long &sum = spent[tenant];
  if (sum + amount > credit) throw std::runtime_error("no credit left: " + tenant);
  sum += amount;
}

void deposit(const std::string &tenant, long amount) {
  if (amount < 0) throw std::runtime_error("negative deposit: " + tenant);
  std::lock_guard<std::mutex> lock(ledgerMutex);
  spent[tenant] -= amount;
}
