// RUN: %expect %s -- -std=c++23
// MODELS: std::thread
// A thread of its own is no pool.
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
  std::invoke([](const Request *mine) { invoked = mine; }, &request);
  invoked = nullptr;
}

TASK void once(const Request &request, std::once_flag &flag) {
  std::call_once(flag, [&] { onlyOnce = &request; });
  onlyOnce = nullptr;
}

TASK void visit(const std::variant<int> &either, const Request &request) {
  std::visit([&](int) { visited = &request; }, either);
  visited = nullptr;
}

TASK void transform(std::optional<int> number, const Request &request) {
  number.transform([&](int) { mapped = &request; return 1; });
  mapped = nullptr;
}

TASK void algorithm(const std::vector<const Request *> &requests) {
  std::for_each(requests.begin(), requests.end(), [](const Request *request) { each = request; });
  each = nullptr;
}

TASK void fold(const std::vector<const Request *> &requests) {
  std::transform_reduce(requests.begin(), requests.end(), 0, std::plus<>(), [](const Request *request) {
    folded = request;
    return 1;
  });
  folded = nullptr;
}

TASK void ranges(const std::vector<const Request *> &requests) {
  std::ranges::for_each(requests, [](const Request *request) { ranged = request; });
  ranged = nullptr;
}

TASK void move(const Request &request) {
  std::function<void()> function = [&] { moved = &request; };
  auto call = std::move(function);
  call();
  moved = nullptr;
}

TASK void bind(const Request &request) {
  std::bind([](const Request *mine) { bound = mine; }, &request)();
  bound = nullptr;
}

TASK void fresh(const Request &request) {
  owned = std::make_unique<Request>(request);
  owned = nullptr;
}

thread_local const Request *alone;

void start(const Request *request) { std::thread([=] { alone = request; }).detach(); }
