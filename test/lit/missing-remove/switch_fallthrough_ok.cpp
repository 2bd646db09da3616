// RUN: %expect %s
// One case returns without the reset that the others fall through to.

#include <cstdio>
#include <deque>
#include <pthread.h>

// Plain function pointers with a user pointer, on POSIX threads.
class Bus {
public:
  using Routine = void (*)(void *);

  explicit Bus(int size) : size_(size) {
    pthread_mutex_init(&mutex_, nullptr);
    pthread_cond_init(&cond_, nullptr);
    ids_ = new pthread_t[size_];
    for (int i = 0; i < size_; ++i) pthread_create(&ids_[i], nullptr, &Bus::entry, this);
  }
  ~Bus() {
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
    static_cast<Bus *>(self)->drain();
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

enum Kind { Ping, Data, Close };

struct Frame {
  Kind kind;
  int stream;
};

static __thread Frame *frame = nullptr;

static void reply(const char *text) { std::printf("%d %s\n", frame->stream, text); }

static void onFrame(void *arg) {
  frame = static_cast<Frame *>(arg);
  switch (frame->kind) {
  case Ping:
    reply("pong");
    break;
  case Data:
    reply("ack");
    [[fallthrough]];
  case Close:
    reply("bye");
    break;
  }
  frame = nullptr;
}

int main() {
  static Frame frames[] = {{Ping, 1}, {Data, 2}, {Close, 3}};
  Bus bus(2);
  for (Frame &f : frames) bus.push(onFrame, &f);
}
