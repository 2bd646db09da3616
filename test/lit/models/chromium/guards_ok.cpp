// RUN: %expect %s -- %flags_declared
// MODELS: base::AutoReset, WTF::SetForScope
#include <chromium.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *runner, *reset_, *scope, *wtf, *moz, *restored;

TASK void closureRunner(const Request &request) {
  runner = &request;
  base::ScopedClosureRunner guard(base::BindOnce([] { runner = nullptr; }));
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
  wtf = &request;
  auto guard = WTF::makeScopeExit([] { wtf = nullptr; });
}

TASK void mozillaScopeExit(const Request &request) {
  moz = &request;
  auto guard = mozilla::MakeScopeExit([] { moz = nullptr; });
}

TASK void autoRestore(const Request &request) {
  mozilla::AutoRestore<const Request *> guard(restored);
  restored = &request;
}
