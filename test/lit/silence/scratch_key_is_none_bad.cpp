// RUN: %expect %s
// Overwritten-first is for native thread_local only: what stays in a key's slot is an entry that stays.

#include <cstdio>
#include <deque>
#include <pthread.h>

// Plain function pointers with a user pointer, on POSIX threads.
class Stage {
public:
  using Routine = void (*)(void *);

  explicit Stage(int size) : size_(size) {
    pthread_mutex_init(&mutex_, nullptr);
    pthread_cond_init(&cond_, nullptr);
    ids_ = new pthread_t[size_];
    for (int i = 0; i < size_; ++i) pthread_create(&ids_[i], nullptr, &Stage::entry, this);
  }
  ~Stage() {
    pthread_mutex_lock(&mutex_);
    stop_ = true;
    pthread_cond_broadcast(&cond_);
    pthread_mutex_unlock(&mutex_);
    for (int i = 0; i < size_; ++i) pthread_join(ids_[i], nullptr);
    delete[] ids_;
  }
  void play(Routine routine, void *arg) {
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
    static_cast<Stage *>(self)->drain();
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

struct Scene {
  int number;
  int actors;
};

static pthread_key_t scene_key;

static int actors() { return static_cast<Scene *>(pthread_getspecific(scene_key))->actors; }

static void act(void *arg) {
  auto *scene = static_cast<Scene *>(arg);
  pthread_setspecific(scene_key, scene); // EXPECT: tidepool-missing-remove
  std::printf("%d: %d\n", scene->number, actors());
  delete scene;
}

int main() {
  pthread_key_create(&scene_key, nullptr);
  Stage stage(2);
  for (int i = 0; i < 5; ++i) stage.play(act, new Scene{i, 2 * i});
}
