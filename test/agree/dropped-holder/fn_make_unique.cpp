// RUN: %agree %s
// Like heap_bad; but the object is made inside std::make_unique, and reached through a reference.
#include "tidepool/thread_pool.h"
#include <memory>
#include <string>

using Holder = tidepool::ThreadLocal<std::string>;

static void visit(tidepool::ThreadPool &Pool, Holder &Page, std::string Url) {
  Pool.submit([&Page, Url] { Page.set(Url); }).wait();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Url : {"a", "b"}) {
    auto Page = std::make_unique<Holder>("page", __FILE__, __LINE__); // KNOWN-FN(check): tidepool-dropped-holder
    visit(Pool, *Page, Url);
  }
}
