#pragma once

#include "request.h"

void charge(const Request &request);
void refund(const Request &request);
