#pragma once

#include "worker_pool.h"

void usageReport(WorkerPool &pool, int shards);
void healthReport(WorkerPool &pool, int shards);
