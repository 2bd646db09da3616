// RUN: rm -rf %t && split-file %s %t
// RUN: %expect %t
// A bounded queue whose head moves by compare-and-swap before the cell is looked at.

//--- mpmc.h
#pragma once
#include <atomic>
#include <cstddef>
#include <memory>
#include <utility>
// Vyukov bounded queue.
template <typename T> class MpmcQueue {
public:
  explicit MpmcQueue(size_t cap) : mask_(cap - 1), cells_(new Cell[cap]) {
    for (size_t i = 0; i < cap; ++i) cells_[i].seq.store(i, std::memory_order_relaxed);
  }
  template <class U> bool try_push(U &&v) {
    Cell *cell;
    size_t pos = tail_.load(std::memory_order_relaxed);
    for (;;) {
      cell = &cells_[pos & mask_];
      size_t seq = cell->seq.load(std::memory_order_acquire);
      intptr_t dif = (intptr_t)seq - (intptr_t)pos;
      if (dif == 0) {
        if (tail_.compare_exchange_weak(pos, pos + 1, std::memory_order_relaxed)) break;
      } else if (dif < 0) return false;
      else pos = tail_.load(std::memory_order_relaxed);
    }
    cell->data = std::forward<U>(v);
    cell->seq.store(pos + 1, std::memory_order_release);
    return true;
  }
  bool try_pop(T &out) {
    Cell *cell;
    size_t pos = head_.load(std::memory_order_relaxed);
    for (;;) {
      cell = &cells_[pos & mask_];
      size_t seq = cell->seq.load(std::memory_order_acquire);
      intptr_t dif = (intptr_t)seq - (intptr_t)(pos + 1);
      if (dif == 0) {
        if (head_.compare_exchange_weak(pos, pos + 1, std::memory_order_relaxed)) break;
      } else if (dif < 0) return false;
      else pos = head_.load(std::memory_order_relaxed);
    }
    out = std::move(cell->data);
    cell->seq.store(pos + mask_ + 1, std::memory_order_release);
    return true;
  }
private:
  struct Cell { std::atomic<size_t> seq; T data; };
  size_t mask_;
  std::unique_ptr<Cell[]> cells_;
  alignas(64) std::atomic<size_t> head_{0};
  alignas(64) std::atomic<size_t> tail_{0};
};
//--- workers.h
#pragma once
#include "mpmc.h"
#include <functional>
#include <thread>
#include <vector>
class Workers {
public:
  explicit Workers(int n);
  ~Workers();
  void post(std::function<void()> f) { while (!q_.try_push(std::move(f))) std::this_thread::yield(); }
private:
  void spin();
  MpmcQueue<std::function<void()>> q_{1024};
  std::atomic<bool> run_{true};
  std::vector<std::thread> ts_;
};
//--- workers.cpp
#include "workers.h"
Workers::Workers(int n) {
  ts_.reserve(n);
  while (n--) ts_.push_back(std::thread(&Workers::spin, this));
}
Workers::~Workers() { run_ = false; for (auto &t : ts_) t.join(); }
void Workers::spin() {
  std::function<void()> f;
  while (run_.load(std::memory_order_relaxed)) {
    if (q_.try_pop(f)) f();
    else std::this_thread::yield();
  }
}
//--- main.cpp
#include "workers.h"
#include <cstdio>
#include <string>
struct Quote { std::string sym; double px; };
static thread_local const Quote *tick;
static thread_local std::vector<double> window;
int main() {
  Workers w(4);
  for (int i = 0; i < 10; i++) {
    Quote q{"X" + std::to_string(i), 1.0 * i};
    w.post([q] {
      tick = &q; // EXPECT: tidepool-missing-remove
      window.clear();
      for (int k = 0; k < 4; ++k) window.push_back(tick->px * k);
      double s = 0;
      for (double d : window) s += d;
      std::printf("%f\n", s);
    });
  }
}
