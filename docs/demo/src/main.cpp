#include "audit.h"
#include "backend.h"
#include "billing.h"
#include "report.h"
#include "upload.h"
#include "worker_pool.h"

#include <string>

// One request, from its first log line to its last, on one worker.
static void serve(const Request &request, int number) {
  beginAudit(request, number);
  audit("begins", request);
  switch (number % 4) {
  case 0: putObject(request); break;
  case 1: appendToObject(request); break;
  default: fetchObject(request); break;
  }
  charge(request);
  if (number % 10 == 9) refund(request);
}

static Request makeRequest(int number) {
  Request request;
  if (number % 3) request.tenant = "tenant-" + std::to_string(number % 5);
  request.shard = "shard" + std::to_string(number % 2) + ".local";
  request.object = "object-" + std::to_string(number);
  request.body.assign(static_cast<std::size_t>(number % 6) * 10, 'x');
  request.price = 10L + number;
  return request;
}

int main() {
  WorkerPool pool(4);
  for (int number = 0; number < 60; ++number) {
    Request request = makeRequest(number);
    pool.post([request, number] { serve(request, number); });
  }
  usageReport(pool, 4);
  healthReport(pool, 4);
}
