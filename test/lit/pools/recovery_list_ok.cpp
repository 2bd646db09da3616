// RUN: %expect %s
// A thread that takes instances out of a list and has each of them recovered is no pool: it always does the same, and
// what the instance asks of its database are steps of that, not tasks.

#include <condition_variable>
#include <list>
#include <mutex>
#include <string>
#include <thread>

static thread_local const std::string *table = nullptr;

struct Database {
  virtual ~Database() = default;
  virtual void pause() = 0;
  virtual bool flush(const std::string &name) = 0;
  virtual void resume() = 0;
};

struct Store : Database {
  void pause() override { paused_ = true; }
  bool flush(const std::string &name) override {
    table = &name; // this thread flushes one database after the other
    return !table->empty();
  }
  void resume() override { paused_ = false; }
  bool paused_ = false;
};

struct Mirror : Database {
  void pause() override { main_.pause(); }
  bool flush(const std::string &name) override { return main_.flush(name); }
  void resume() override { main_.resume(); }
  Store main_;
};

enum class Reason { None, NoSpace, Retry };

class Instance {
public:
  Instance(Database *db, std::string name) : db_(db), name_(std::move(name)) {}
  bool recover() {
    if (reason_ == Reason::NoSpace) return clear();
    db_->pause();
    bool ok = db_->flush(name_);
    if (ok) db_->resume();
    return ok;
  }
  bool clear() {
    reason_ = Reason::None;
    return true;
  }

private:
  Database *db_;
  std::string name_;
  Reason reason_ = Reason::Retry;
};

class Recovery {
public:
  Recovery() : thread_([this] { serve(); }) {}
  ~Recovery() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      closing_ = true;
    }
    ready_.notify_all();
    thread_.join();
  }
  void add(Instance *instance) {
    std::lock_guard<std::mutex> lock(mutex_);
    instances_.push_back(instance);
    ready_.notify_one();
  }

private:
  void serve() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      ready_.wait(lock, [this] { return closing_ || !instances_.empty(); });
      if (closing_) return;
      Instance *instance = instances_.front();
      lock.unlock();
      bool ok = instance->recover();
      lock.lock();
      if (ok) instances_.pop_front();
    }
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::list<Instance *> instances_;
  bool closing_ = false;
  std::thread thread_;
};

int main() {
  Store store;
  Mirror mirror;
  Instance first(&store, "first"), second(&mirror, "second");
  Recovery recovery;
  recovery.add(&first);
  recovery.add(&second);
}
