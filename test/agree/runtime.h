// Precompiled for the programs of this folder, which include what they need themselves.
#include "tidepool/annotations.h"
#include "tidepool/task_scope.h"
#include "tidepool/thread.h"
#include "tidepool/thread_pool.h"
#include <functional>
#include <latch>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>
