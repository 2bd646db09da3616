// REQUIRES: tbb
// RUN: %expect %s
// MODELS: tbb::detail::d1::enumerable_thread_specific, tbb::detail::d1::combinable, oneTBB
// MODELS: tbb::detail::d1::task_group::run, tbb::detail::d1::parallel_invoke, tbb::detail::d1::task_arena::enqueue
// MODELS: tbb::detail::d1::task_arena::execute, tbb::detail::d2::function_node::function_node
// MODELS: tbb::detail::d1::make_filter
#include <oneapi/tbb/combinable.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/flow_graph.h>
#include <oneapi/tbb/parallel_for_each.h>
#include <oneapi/tbb/parallel_invoke.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
tbb::enumerable_thread_specific<const Request *> each;
tbb::combinable<const Request *> combined;
thread_local const Request *current;
TASK void local(const Request &request) {
  each.local() = &request; // EXPECT: tidepool-missing-remove
}

TASK void combine(const Request &request) {
  combined.local() = &request; // EXPECT: tidepool-missing-remove
}

void serve(tbb::task_group &group, tbb::task_arena &arena, tbb::flow::graph &graph, const Request *request) {
  group.run([=] {
    current = request; // EXPECT: tidepool-missing-remove
  });
  tbb::parallel_invoke(
      [=] {
        current = request; // EXPECT: tidepool-missing-remove
      },
      [=] {
        current = request; // EXPECT: tidepool-missing-remove
      });
  arena.enqueue([=] {
    current = request; // EXPECT: tidepool-missing-remove
  });
  arena.execute([=] {
    current = request; // EXPECT: tidepool-missing-remove
  });
  tbb::flow::function_node<int, int> node(graph, tbb::flow::unlimited, [=](int number) {
    current = request; // EXPECT: tidepool-missing-remove
    return number;
  });
  tbb::make_filter<int, int>(tbb::filter_mode::parallel, [=](int number) {
    current = request; // EXPECT: tidepool-missing-remove
    return number;
  });
}
