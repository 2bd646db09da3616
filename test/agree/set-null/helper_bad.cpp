// RUN: %agree %s
// A helper clears
// by setting nothing.
#include "tidepool/thread_pool.h"
#include <memory>
#include <string>

struct Principal {
  std::string Name;
};

static tidepool::ThreadLocal<std::shared_ptr<Principal>> principal("principal");
static std::size_t length;

static void login(const std::string &Name) { principal.set(std::make_shared<Principal>(Principal{Name})); }
static void logout() { principal.set(nullptr); } // EXPECT: tidepool-set-null

static void act(const std::string &Name) {
  login(Name);
  length += principal.get()->Name.size();
  logout();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name] { act(Name); }).wait();
}
