// RUN: rm -rf %t && split-file %s %t && %expect %t
// The task is a C function in a C unit, the pool a C++ class.

//--- scan.h
#ifndef SCAN_H
#define SCAN_H
#ifdef __cplusplus
extern "C" {
#endif
struct scan {
  int disk;
  int stop;
};
void scan_disk(void *scan);
#ifdef __cplusplus
}
#endif
#endif

//--- scan.c
#include "scan.h"
#include <stdio.h>

static __thread struct scan *scanning;
static int sectors(void) { return scanning->disk * 1024; }
void scan_disk(void *argument) {
  scanning = argument; // EXPECT: tidepool-missing-remove
  if (scanning->stop) return;
  printf("%d\n", sectors());
  scanning = NULL;
}

//--- main.cpp
#include "scan.h"
#include <deque>
#include <pthread.h>

// Plain function pointers with a user pointer, on POSIX threads.
class Pool {
public:
  using Routine = void (*)(void *);

  explicit Pool(int size) : size_(size) {
    pthread_mutex_init(&mutex_, nullptr);
    pthread_cond_init(&cond_, nullptr);
    ids_ = new pthread_t[size_];
    for (int i = 0; i < size_; ++i) pthread_create(&ids_[i], nullptr, &Pool::entry, this);
  }
  ~Pool() {
    pthread_mutex_lock(&mutex_);
    stop_ = true;
    pthread_cond_broadcast(&cond_);
    pthread_mutex_unlock(&mutex_);
    for (int i = 0; i < size_; ++i) pthread_join(ids_[i], nullptr);
    delete[] ids_;
  }
  void push(Routine routine, void *arg) {
    pthread_mutex_lock(&mutex_);
    work_.push_back(Item{routine, arg});
    pthread_cond_signal(&cond_);
    pthread_mutex_unlock(&mutex_);
  }

private:
  struct Item {
    Routine routine;
    void *arg;
  };
  static void *entry(void *self) {
    static_cast<Pool *>(self)->drain();
    return nullptr;
  }
  void drain() {
    Item item{};
    while (take(&item)) item.routine(item.arg);
  }
  bool take(Item *out) {
    pthread_mutex_lock(&mutex_);
    while (work_.empty() && !stop_) pthread_cond_wait(&cond_, &mutex_);
    bool have = !work_.empty();
    if (have) {
      *out = work_.front();
      work_.pop_front();
    }
    pthread_mutex_unlock(&mutex_);
    return have;
  }

  pthread_mutex_t mutex_;
  pthread_cond_t cond_;
  std::deque<Item> work_;
  pthread_t *ids_ = nullptr;
  int size_;
  bool stop_ = false;
};

int main() {
  static scan scans[] = {{1, 0}, {2, 1}, {3, 0}};
  Pool pool(2);
  for (scan &s : scans) pool.push(scan_disk, &s);
}
