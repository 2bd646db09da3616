// RUN: %expect %s -- %flags_declared
// MODELS: wxTlsKey, wxTlsValue, wxScopeGuardImplBase, wxScopeGuardImpl0
#include <wx.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
struct Names {
  const Request *current = nullptr;
};

void clean(void *);
wxTlsKey key(clean);
wxTlsValue<Names> value;
thread_local const Request *guarded;

static void clear() { guarded = nullptr; }

TASK void intoKey(Request *request) {
  key.Set(request); // EXPECT: tidepool-missing-remove
}

TASK void intoValue(const Request &request) {
  value->current = &request; // EXPECT: tidepool-missing-remove
}

TASK void guard(const Request &request) {
  guarded = &request; // EXPECT: tidepool-missing-remove
  wxScopeGuard guard = wxMakeGuard(clear);
  guard.Dismiss();
}
