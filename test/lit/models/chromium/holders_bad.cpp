// RUN: %expect %s -- %flags_declared
// MODELS: base::ThreadLocalPointer, base::ThreadLocalOwnedPointer, base::ThreadLocalStorage::Slot
// MODELS: WTF::ThreadSpecific, mozilla::detail::ThreadLocal
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
  pointer.Set(request); // EXPECT: tidepool-missing-remove
}

TASK void intoOwned(const Request &request) {
  owned.Set(std::make_unique<Request>(request)); // EXPECT: tidepool-missing-remove
}

TASK void intoSlot(Request *request) {
  slot.Set(request); // EXPECT: tidepool-missing-remove
}

TASK void intoSpecific(Request *request) {
  specific->current = request; // EXPECT: tidepool-missing-remove
}

TASK void intoMozilla(Request *request) {
  mozilla_.set(request); // EXPECT: tidepool-missing-remove
}
