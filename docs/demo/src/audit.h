#pragma once

#include "request.h"

void beginAudit(const Request &request, int number);
void audit(const char *action, const Request &request);
