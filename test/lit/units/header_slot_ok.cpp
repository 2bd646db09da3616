// RUN: rm -rf %t && split-file %s %t && %expect %t
// An inline variable and inline functions of a header, used by two units: one holder, one finding in the header.

//--- locale_slot.h
#include <string>

#pragma once
struct Locale {
  std::string name;
};
inline thread_local const Locale *locale_ = nullptr;
inline void useLocale(const Locale *locale) { locale_ = locale; }
inline const char *localeName() { return locale_->name.c_str(); }
void print(const Locale &locale);
void mail(const Locale &locale);

//--- print.cpp
#include "locale_slot.h"
#include <cstdio>

void print(const Locale &locale) {
  useLocale(&locale);
  std::puts(localeName());
  useLocale(nullptr);
}

//--- mail.cpp
#include "locale_slot.h"
#include <cstdio>

void mail(const Locale &locale) {
  useLocale(&locale);
  std::printf("To: %s\n", localeName());
  useLocale(nullptr);
}

//--- main.cpp
#include "locale_slot.h"
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Pool {
public:
  explicit Pool(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i) {
      threads_.emplace_back([this] {
        for (;;) {
          std::function<void()> job;
          {
            std::unique_lock<std::mutex> lock(mutex_);
            ready_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
            if (jobs_.empty()) return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
          }
          job();
        }
      });
    }
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void post(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
  }

private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};

int main() {
  Pool pool(2);
  for (int i = 0; i < 5; ++i) {
    pool.post([locale = Locale{"de"}] { print(locale); });
    pool.post([locale = Locale{"en"}] { mail(locale); });
  }
}
