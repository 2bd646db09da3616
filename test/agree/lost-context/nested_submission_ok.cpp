// RUN: %agree %s
// The submitter is a task itself, on another pool.
#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> order("order");
static std::size_t shipped;

static void ship(tidepool::ThreadPool &Trucks) {
  Trucks.submit([Order = order.get()] { shipped += Order.size(); }).wait();
}

static void process(tidepool::ThreadPool &Trucks, const std::string &Order) {
  auto Cleanup = tidepool::remove_on_exit(order);
  order.set(Order);
  ship(Trucks);
}

int main() {
  tidepool::ThreadPool Trucks(1);
  tidepool::ThreadPool Desk(1);
  for (std::string Order : {"a", "b"})
    Desk.submit([&Trucks, Order] { process(Trucks, Order); }).wait();
}
