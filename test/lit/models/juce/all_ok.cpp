// RUN: %expect %s -- %flags_declared
// MODELS: juce::ScopeGuard
#include <juce.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

juce::ThreadLocalValue<const Request *> slot, released;
thread_local const Request *current, *restored, *guarded;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

TASK void set(const Request &request) {
  slot = &request;
  slot = nullptr;
}

TASK void release(const Request &request) {
  released = &request;
  released.releaseCurrentThreadStorage();
}

TASK void restore(const Request &request) {
  juce::ScopedValueSetter<const Request *> setter(restored, &request);
}

TASK void leave(const Request &request) {
  guarded = &request;
  juce::ScopeGuard guard([] { guarded = nullptr; });
}

struct Job : juce::ThreadPoolJob {
  const Request *request;
  JobStatus runJob() override {
    Scope scope(request);
    return jobHasFinished;
  }
};

void serve(juce::ThreadPool &pool, Job *job, const Request *request) {
  pool.addJob(job, true);
  pool.addJob([=] { Scope scope(request); });
}
