// RUN: %agree %s
// The exception comes from deep below and leaves through several functions,
// none of which cleans up.
#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<std::string> file("file");
static int count;

static void readByte(const std::string &From, std::size_t At) {
  if (At >= From.size())
    throw std::out_of_range("end of file");
  count += From[At];
}

static void readWord(const std::string &From, std::size_t At) {
  readByte(From, At);
  readByte(From, At + 1);
}

static void readHeader(const std::string &From) {
  std::string Copy = From + "h";
  readWord(Copy, 0);
  readWord(Copy, 2);
}

static void open(const std::string &Name) {
  file.set(Name); // EXPECT: tidepool-unsafe-remove
  readHeader(Name);
  file.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"long", "x", "longer"})
    Pool.submit([Name] { open(Name); }).wait();
}
