// A pool of which nothing but a declaration is seen: Inputs/jobs.yaml says what it does.
#include <functional>

namespace jobs {
void post(std::function<void()> task);
}
