// RUN: %expect %s
// Three functions between pthread_create and the call of the task.

#include <cstdio>
#include <deque>
#include <pthread.h>

class Task {
public:
  virtual ~Task() = default;
  virtual void execute() = 0;
};

class Group {
public:
  Group() {
    pthread_mutex_init(&mutex_, nullptr);
    pthread_cond_init(&cond_, nullptr);
    for (auto &id : ids_) pthread_create(&id, nullptr, start, this);
  }
  void submit(Task *task) {
    pthread_mutex_lock(&mutex_);
    tasks_.push_back(task);
    pthread_cond_signal(&cond_);
    pthread_mutex_unlock(&mutex_);
  }
  void join() {
    submit(nullptr);
    submit(nullptr);
    for (auto id : ids_) pthread_join(id, nullptr);
  }

private:
  static void *start(void *argument) { return enter(static_cast<Group *>(argument)); }
  static void *enter(Group *group) {
    group->loop();
    return nullptr;
  }
  void loop() {
    while (step()) {
    }
  }
  bool step() {
    Task *task = nullptr;
    get(&task);
    if (task == nullptr) return false;
    task->execute();
    return true;
  }
  void get(Task **task) {
    pthread_mutex_lock(&mutex_);
    while (tasks_.empty()) pthread_cond_wait(&cond_, &mutex_);
    *task = tasks_.front();
    tasks_.pop_front();
    pthread_mutex_unlock(&mutex_);
  }

  pthread_mutex_t mutex_;
  pthread_cond_t cond_;
  std::deque<Task *> tasks_;
  pthread_t ids_[2];
};

struct Page {
  int number;
};

static thread_local const Page *page_ = nullptr;

class Flush : public Task {
public:
  explicit Flush(int number) : own_{number} {}
  void execute() override {
    page_ = &own_;
    std::printf("%d\n", page_->number);
    page_ = nullptr;
  }

private:
  Page own_;
};

int main() {
  Group group;
  Flush a(1), b(2);
  group.submit(&a);
  group.submit(&b);
  group.join();
}
