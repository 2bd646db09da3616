// RUN: %expect %s -- %flags_declared
// MODELS: arrow::internal::Executor, arrow::internal::Executor::Spawn, arrow::internal::FnOnce
#include <arrow.h>

struct Request {
  int tenant;
};
thread_local const Request *current;

void serve(arrow::internal::Executor &pool, const Request *request) {
  pool.Spawn([=] { current = request; });                                      // EXPECT: tidepool-missing-remove
  pool.Spawn(arrow::internal::TaskHints(), [=] { current = request; });        // EXPECT: tidepool-missing-remove
  pool.Spawn(arrow::internal::FnOnce<void()>([=] { current = request; }));     // EXPECT: tidepool-missing-remove
  pool.Submit([](const Request *mine) { current = mine; }, request);           // EXPECT: tidepool-missing-remove
  arrow::internal::ParallelFor(4, [=](int) { current = request; return arrow::Status(); }); // EXPECT: tidepool-missing-remove
}
