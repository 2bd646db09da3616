#include "billing.h"

#include "audit.h"
#include "ledger.h"

#include <cstdio>

namespace {

struct Invoice {
  const Request *request;
  long amount;
};

thread_local Invoice *tlInvoice = nullptr;
thread_local const Request *tlRefund = nullptr;

class RefundScope {
public:
  explicit RefundScope(const Request &request) { tlRefund = &request; }
  ~RefundScope() { tlRefund = nullptr; }
  RefundScope(const RefundScope &) = delete;
  RefundScope &operator=(const RefundScope &) = delete;
};

void printInvoice() { std::printf("  invoice: %s %ld\n", tlInvoice->request->tenant.c_str(), tlInvoice->amount); }

void printRefund() { std::printf("  refund: %s %ld\n", tlRefund->tenant.c_str(), tlRefund->price); }

} // namespace

void charge(const Request &request) {
  Invoice invoice{&request, request.price};
  tlInvoice = &invoice; // EXPECT: tidepool-unsafe-remove
  withdraw(request.tenant, request.price); // throws, and the pool's loop catches: the worker lives on
  printInvoice();
  tlInvoice = nullptr;
}

// Right: the guard's destructor also runs when deposit() throws.
void refund(const Request &request) {
  RefundScope scope(request);
  deposit(request.tenant, request.price);
  printRefund();
  audit("refunded", request);
}
