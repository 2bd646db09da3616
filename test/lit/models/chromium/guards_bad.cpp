// RUN: %expect %s -- %flags_declared
// MODELS: base::ScopedClosureRunner, WTF::ScopeExit, mozilla::ScopeExit, mozilla::AutoRestore
// A guard that is released cleans nothing; one that saves the task's own value writes it back.
#include <chromium.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *runner, *reset_, *scope, *wtf, *moz, *restored;

TASK void closureRunner(const Request &request) {
  runner = &request; // EXPECT: tidepool-missing-remove
  base::ScopedClosureRunner guard(base::BindOnce([] { runner = nullptr; }));
  (void)guard.Release();
}

TASK void autoReset(const Request &request) {
  base::AutoReset<const Request *> guard(&reset_, &request);
  reset_ = &request;
}

TASK void setForScope(const Request &request) {
  WTF::SetForScope<const Request *> guard(scope, &request);
  scope = &request;
}

TASK void scopeExit(const Request &request) {
  wtf = &request; // EXPECT: tidepool-missing-remove
  auto guard = WTF::makeScopeExit([] { wtf = nullptr; });
  guard.release();
}

TASK void mozillaScopeExit(const Request &request) {
  moz = &request; // EXPECT: tidepool-missing-remove
  auto guard = mozilla::MakeScopeExit([] { moz = nullptr; });
  guard.release();
}

TASK void autoRestore(const Request &request) {
  restored = &request; // EXPECT: tidepool-missing-remove
  mozilla::AutoRestore<const Request *> tooLate(restored);
}
