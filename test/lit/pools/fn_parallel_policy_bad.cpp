// RUN: %expect %s
// REQUIRES: tbb
// Algorithms with a parallel policy run on oneTBB's threads; the same names without one run on the caller's, and are what
// the model says.
#include <algorithm>
#include <execution>
#include <vector>

struct Request {
  int tenant;
};
thread_local const Request *current;

void serve(const std::vector<const Request *> &requests) {
  std::for_each(std::execution::par, requests.begin(), requests.end(), [](const Request *request) {
    current = request; // KNOWN-FN: tidepool-missing-remove
  });
}
