// RUN: %expect %s
// Exported functions: one path cleans and another does not; never cleaning is latent.

#include <cstdio>
#include <stdexcept>
#include <string>

struct Session {
  std::string user;
  int fd;
};
static thread_local Session *cur = nullptr;
static thread_local Session *cur2 = nullptr;
static thread_local Session *cur3 = nullptr;
static thread_local Session *cur4 = nullptr;
static int parse(const Session &s) {
  if (s.fd < 0)
    throw std::runtime_error("fd");
  return s.fd;
}
// some paths clean, one does not
int api_handle(Session *s) {
  cur = s; // EXPECT: tidepool-missing-remove
  if (s->fd == 0)
    return -1;
  std::puts(cur->user.c_str());
  cur = nullptr;
  return 0;
}
// never cleans: latent
int api_begin(Session *s) {
  cur2 = s;
  return 0;
}
int api_end() {
  cur2 = nullptr;
  return 0;
}
// exception only
int api_parse(Session *s) {
  cur3 = s; // EXPECT: tidepool-unsafe-remove
  int r = parse(*s);
  cur3 = nullptr;
  return r;
}
static int inner(Session *s) {
  cur4 = s;
  if (s->fd == 3)
    return 1;
  cur4 = nullptr;
  return 0;
}
int main(int argc, char **) {
  Session s{"u", argc};
  return inner(&s);
}
