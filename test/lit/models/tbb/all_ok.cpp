// REQUIRES: tbb
// RUN: %expect %s
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
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};
TASK void local(const Request &request) {
  each.local() = &request;
  each.local() = nullptr;
}

TASK void combine(const Request &request) {
  combined.local() = &request;
  combined.local() = nullptr;
}

void serve(tbb::task_group &group, tbb::task_arena &arena, tbb::flow::graph &graph, const Request *request) {
  group.run([=] {
    Scope scope(request);
  });
  tbb::parallel_invoke(
      [=] {
        Scope scope(request);
      },
      [=] {
        Scope scope(request);
      });
  arena.enqueue([=] {
    Scope scope(request);
  });
  arena.execute([=] {
    Scope scope(request);
  });
  tbb::flow::function_node<int, int> node(graph, tbb::flow::unlimited, [=](int number) {
    Scope scope(request);
    return number;
  });
  tbb::make_filter<int, int>(tbb::filter_mode::parallel, [=](int number) {
    Scope scope(request);
    return number;
  });
}
