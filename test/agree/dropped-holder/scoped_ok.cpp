// RUN: %agree %s
// A scope in the task
// undoes what is set in the local holder.
#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include <string>

static std::size_t length;

static void render(tidepool::ThreadPool &Pool, const std::string &Name) {
  tidepool::ThreadLocal<std::string> layer("layer");
  Pool.submit([&] {
    tidepool::TaskScope Scope;
    layer.set(Name);
    length += layer.get().size();
  }).wait();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    render(Pool, Name);
}
