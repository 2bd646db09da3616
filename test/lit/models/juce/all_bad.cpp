// RUN: %expect %s -- %flags_declared
// MODELS: juce::ThreadLocalValue, juce::ThreadPool, juce::ThreadPool::addJob, juce::ScopedValueSetter
// A setter that is made after the write saves what the task has written.
#include <juce.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

juce::ThreadLocalValue<const Request *> slot;
thread_local const Request *current, *late;

TASK void set(const Request &request) {
  slot = &request; // EXPECT: tidepool-missing-remove
}

TASK void tooLate(const Request &request) {
  late = &request; // EXPECT: tidepool-missing-remove
  juce::ScopedValueSetter<const Request *> setter(late, nullptr);
}

struct Job : juce::ThreadPoolJob {
  const Request *request;
  JobStatus runJob() override {
    current = request; // EXPECT: tidepool-missing-remove
    return jobHasFinished;
  }
};

void serve(juce::ThreadPool &pool, Job *job, const Request *request) {
  pool.addJob(job, true);
  pool.addJob([=] { current = request; }); // EXPECT: tidepool-missing-remove
}
