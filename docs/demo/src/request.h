#pragma once

#include <string>

struct Request {
  std::string tenant; // empty for anonymous requests
  std::string shard;  // address of the backend that has the object
  std::string object;
  std::string body;
  long price = 0; // what the tenant pays for it
};
