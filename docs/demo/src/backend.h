#pragma once

#include "request.h"

void fetchObject(const Request &request);
