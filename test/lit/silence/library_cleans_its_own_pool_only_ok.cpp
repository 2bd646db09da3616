// RUN: %expect %s
// REQUIRES: poco
// The same holder on a pool that is not Poco's is cleared by nobody.

#include <Poco/Runnable.h>
#include <Poco/ThreadLocal.h>
#include <Poco/ThreadPool.h>
#include <cstdio>
#include <string>

struct Parcel {
  std::string address;
};

static Poco::ThreadLocal<const Parcel *> parcel;

static void label() { std::printf("%s\n", parcel.get()->address.c_str()); }

struct Deliver : Poco::Runnable {
  explicit Deliver(std::string address) : mine{std::move(address)} {}
  void run() override {
    parcel.get() = &mine;
    label();
  }
  Parcel mine;
};

int main() {
  Deliver deliver("lane 4");
  Poco::ThreadPool pool(2, 4);
  pool.start(deliver);
  pool.joinAll();
}
