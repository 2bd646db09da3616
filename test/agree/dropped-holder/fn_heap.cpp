// RUN: %agree %s
// A holder on the heap is deleted
// with the values of tasks.
#include "tidepool/thread_pool.h"
#include <string>

static void visit(tidepool::ThreadPool &Pool, tidepool::ThreadLocal<std::string> &Page, std::string Url) {
  Pool.submit([&Page, Url] {
    Page.set(Url);
  }).wait();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Url : {"a", "b"}) {
    auto *Page = new tidepool::ThreadLocal<std::string>("page"); // KNOWN-FN(check): tidepool-dropped-holder
    visit(Pool, *Page, Url);
    delete Page;
  }
}
