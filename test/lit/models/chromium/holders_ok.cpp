// RUN: %expect %s -- %flags_declared
// Set(nullptr) is the remove. That of an owned pointer gives the old value back, which dies with the expression.
#include <chromium.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
struct Names {
  Request *current = nullptr;
};

base::ThreadLocalPointer<Request> pointer;
base::ThreadLocalOwnedPointer<Request> owned;
base::ThreadLocalStorage::Slot slot;
WTF::ThreadSpecific<Names> specific;
mozilla::detail::ThreadLocal<Request *> mozilla_;

TASK void intoPointer(Request *request) {
  pointer.Set(request);
  pointer.Set(nullptr);
}

TASK void intoOwned(const Request &request) {
  owned.Set(std::make_unique<Request>(request));
  owned.Set(nullptr);
}

TASK void intoSlot(Request *request) {
  slot.Set(request);
  slot.Set(nullptr);
}

TASK void intoSpecific(Request *request) {
  specific->current = request;
  specific->current = nullptr;
}

TASK void intoMozilla(Request *request) {
  mozilla_.set(request);
  mozilla_.set(nullptr);
}
