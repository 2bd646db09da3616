// RUN: %expect %s -- %flags_declared
// MODELS: Taskflow, tf::FlowBuilder::emplace, tf::Task::work, tf::FlowBuilder::for_each, tf::Executor::async
// MODELS: tf::Executor::run
#include <taskflow.h>

struct Request {
  int tenant;
};
thread_local const Request *current;

void serve(tf::Taskflow &flow, tf::Executor &executor, int *numbers, const Request *request) {
  flow.emplace([=] { current = request; }); // EXPECT: tidepool-missing-remove
  flow.emplace([=] { current = request; }, // EXPECT: tidepool-missing-remove
               [=] { current = request; }); // EXPECT: tidepool-missing-remove
  flow.emplace([] {})
      .work([=] { current = request; }); // EXPECT: tidepool-missing-remove
  flow.for_each(numbers, numbers + 9, [=](int) { current = request; }); // EXPECT: tidepool-missing-remove
  executor.async([=] { current = request; }); // EXPECT: tidepool-missing-remove
  executor.async("named", [=] { current = request; }); // EXPECT: tidepool-missing-remove
  executor.silent_async([=] { current = request; }); // EXPECT: tidepool-missing-remove
  executor.run(flow, [=] { current = request; }); // EXPECT: tidepool-missing-remove
}
