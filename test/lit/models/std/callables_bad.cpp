// RUN: %expect %s -- -std=c++23
// MODELS: std::invoke, std::call_once, std::visit, std::optional::transform, std::for_each, std::transform_reduce
// MODELS: std::ranges::__for_each_fn::operator(), std::move, std::bind, std::make_unique
// What the standard library calls, and passes on.
#include <algorithm>
#include <functional>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <ranges>
#include <thread>
#include <variant>
#include <vector>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *invoked, *onlyOnce, *visited, *mapped, *each, *folded, *ranged, *moved, *bound;
thread_local std::unique_ptr<Request> owned;

TASK void invoke(const Request &request) {
  std::invoke([](const Request *mine) { invoked = mine; }, &request); // EXPECT: tidepool-missing-remove
}

TASK void once(const Request &request, std::once_flag &flag) {
  std::call_once(flag, [&] { onlyOnce = &request; }); // EXPECT: tidepool-missing-remove
}

TASK void visit(const std::variant<int> &either, const Request &request) {
  std::visit([&](int) { visited = &request; }, either); // EXPECT: tidepool-missing-remove
}

TASK void transform(std::optional<int> number, const Request &request) {
  number.transform([&](int) { mapped = &request; return 1; }); // EXPECT: tidepool-missing-remove
}

TASK void algorithm(const std::vector<const Request *> &requests) {
  std::for_each(requests.begin(), requests.end(), [](const Request *request) { each = request; }); // EXPECT: tidepool-missing-remove
}

TASK void fold(const std::vector<const Request *> &requests) {
  std::transform_reduce(requests.begin(), requests.end(), 0, std::plus<>(), [](const Request *request) {
    folded = request; // EXPECT: tidepool-missing-remove
    return 1;
  });
}

TASK void ranges(const std::vector<const Request *> &requests) {
  std::ranges::for_each(requests, [](const Request *request) { ranged = request; }); // EXPECT: tidepool-missing-remove
}

TASK void move(const Request &request) {
  std::function<void()> function = [&] { moved = &request; }; // EXPECT: tidepool-missing-remove
  auto call = std::move(function);
  call();
}

TASK void bind(const Request &request) {
  std::bind([](const Request *mine) { bound = mine; }, &request)(); // EXPECT: tidepool-missing-remove
}

TASK void fresh(const Request &request) {
  owned = std::make_unique<Request>(request); // EXPECT: tidepool-missing-remove
}
