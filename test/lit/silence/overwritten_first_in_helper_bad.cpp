// RUN: %expect %s
// The write at the top of each task sits in a helper; with a guard clause before it, some tasks miss it.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Job {
  virtual ~Job() = default;
  virtual void run() = 0;
};

class Mailer {
public:
  explicit Mailer(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Mailer::serve, this, i)));
  }
  ~Mailer() {
    mutex_.lock();
    quit_ = true;
    mutex_.unlock();
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void queue(std::unique_ptr<Job> job) {
    std::lock_guard<std::mutex> guard(mutex_);
    pending_.push_back(std::move(job));
    cond_.notify_one();
  }

private:
  void serve(int) {
    while (auto job = next()) job->run();
  }
  std::unique_ptr<Job> next() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (pending_.empty() && !quit_) cond_.wait(lock);
    if (pending_.empty()) return nullptr;
    std::unique_ptr<Job> job = std::move(pending_.front());
    pending_.pop_front();
    return job;
  }

  std::mutex mutex_;
  std::condition_variable cond_;
  std::list<std::unique_ptr<Job>> pending_;
  std::vector<std::thread> threads_;
  bool quit_ = false;
};

struct Mail {
  std::string language;
  int recipient;
};

static thread_local std::string locale;

static void adopt(const Mail &mail) {
  if (mail.language.empty()) return;
  locale = mail.language; // EXPECT: tidepool-missing-remove
}

static void greet(const Mail &mail) {
  std::printf("[%s] hello %d\n", locale.c_str(), mail.recipient); // EXPECT: tidepool-stale-read
}

class Send : public Job {
public:
  explicit Send(Mail mail) : mail_(std::move(mail)) {}
  void run() override {
    adopt(mail_);
    greet(mail_);
  }

private:
  Mail mail_;
};

int main() {
  Mailer mailer(2);
  for (int i = 0; i < 8; ++i) mailer.queue(std::make_unique<Send>(Mail{i % 3 ? "de" : "", i}));
}
