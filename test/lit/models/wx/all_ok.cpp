// RUN: %expect %s -- %flags_declared
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
  key.Set(request);
  key.Set(nullptr);
}

TASK void intoValue(const Request &request) {
  value->current = &request;
  value->current = nullptr;
}

TASK void guard(const Request &request) {
  guarded = &request;
  wxScopeGuard guard = wxMakeGuard(clear);
}
