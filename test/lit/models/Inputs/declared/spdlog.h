// spdlog 1.14: spdlog/mdc.h. Debian 12 has 1.10, which has no such context.
#pragma once
#include <map>
#include <string>
namespace spdlog {
class mdc {
public:
  using mdc_map_t = std::map<std::string, std::string>;
  static void put(const std::string &key, const std::string &value);
  static std::string get(const std::string &key);
  static void remove(const std::string &key);
  static void clear();
  static mdc_map_t &get_context();
};
} // namespace spdlog
