// RUN: %expect %s
// REQUIRES: tbb
// Functors given to a task_group.

#include <cstdio>
#include <oneapi/tbb/task_group.h>

struct Node {
  int value;
  const Node *left, *right;
};

static thread_local const Node *visiting = nullptr;

static void visit() { std::printf("%d\n", visiting->value); }

class Walk {
public:
  explicit Walk(const Node *node) : node_(node) {}
  void operator()() const {
    visiting = node_;
    visit();
    visiting = nullptr;
  }

private:
  const Node *node_;
};

int main() {
  Node left{1, nullptr, nullptr}, right{2, nullptr, nullptr}, root{0, &left, &right};
  oneapi::tbb::task_group group;
  group.run(Walk(root.left));
  group.run(Walk(root.right));
  group.wait();
}
