// RUN: %expect %s
// pthread_setspecific(pool->key, pool) at the top of the worker's body, outside any task.

#include <cstdio>
#include <deque>
#include <pthread.h>

class Engine;
static pthread_key_t engineOfThisThread;

struct Step {
  void (*fire)(Engine *, Step *);
  int argument;
};

class Engine {
public:
  Engine() {
    pthread_mutex_init(&mutex_, nullptr);
    pthread_cond_init(&cond_, nullptr);
    pthread_create(&thread_, nullptr, &Engine::body, this);
  }
  void queue(Step step) {
    pthread_mutex_lock(&mutex_);
    steps_.push_back(step);
    pthread_cond_signal(&cond_);
    pthread_mutex_unlock(&mutex_);
  }
  void stop() {
    queue(Step{nullptr, 0});
    pthread_join(thread_, nullptr);
  }
  static Engine *current() { return static_cast<Engine *>(pthread_getspecific(engineOfThisThread)); }
  const char *name() const { return "engine"; }

private:
  static void *body(void *self) {
    auto *engine = static_cast<Engine *>(self);
    pthread_setspecific(engineOfThisThread, engine);
    for (;;) {
      pthread_mutex_lock(&engine->mutex_);
      while (engine->steps_.empty()) pthread_cond_wait(&engine->cond_, &engine->mutex_);
      Step step = engine->steps_.front();
      engine->steps_.pop_front();
      pthread_mutex_unlock(&engine->mutex_);
      if (step.fire == nullptr) return nullptr;
      step.fire(engine, &step);
    }
  }

  pthread_mutex_t mutex_;
  pthread_cond_t cond_;
  pthread_t thread_;
  std::deque<Step> steps_;
};

static pthread_key_t stepOfThisThread;

static void tick(Engine *engine, Step *step) {
  pthread_setspecific(stepOfThisThread, step); // EXPECT: tidepool-missing-remove
  auto *current = static_cast<Step *>(pthread_getspecific(stepOfThisThread));
  std::printf("%s %s %d\n", Engine::current()->name(), engine->name(), current->argument);
}

int main() {
  pthread_key_create(&engineOfThisThread, nullptr);
  pthread_key_create(&stepOfThisThread, nullptr);
  Engine engine;
  for (int i = 0; i < 4; ++i) engine.queue(Step{tick, i});
  engine.stop();
}
