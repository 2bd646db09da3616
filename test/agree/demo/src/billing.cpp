#include "billing.h"

#include "audit.h"
#include "ledger.h"
#include "tidepool/thread_local.h"

#include <cstdio>

namespace {

struct Invoice {
  const Request *request;
  long amount;
};

tidepool::ThreadLocal<Invoice *> tlInvoice("tlInvoice");
tidepool::ThreadLocal<const Request *> tlRefund("tlRefund");

class RefundScope {
public:
  explicit RefundScope(const Request &request) { tlRefund.set(&request); }
  ~RefundScope() { tlRefund.remove(); }
  RefundScope(const RefundScope &) = delete;
  RefundScope &operator=(const RefundScope &) = delete;
};

void printInvoice() {
  Invoice *invoice = tlInvoice.get();
  std::printf("  invoice: %s %ld\n", invoice->request->tenant.c_str(), invoice->amount);
}

void printRefund() { std::printf("  refund: %s %ld\n", tlRefund.get()->tenant.c_str(), tlRefund.get()->price); }

} // namespace

void charge(const Request &request) {
  Invoice invoice{&request, request.price};
  tlInvoice.set(&invoice); // EXPECT: tidepool-unsafe-remove
  withdraw(request.tenant, request.price); // throws, and the pool's loop catches: the worker lives on
  printInvoice();
  tlInvoice.remove();
}

// Right: the guard's destructor also runs when deposit() throws.
void refund(const Request &request) {
  RefundScope scope(request);
  deposit(request.tenant, request.price);
  printRefund();
  audit("refunded", request);
}
