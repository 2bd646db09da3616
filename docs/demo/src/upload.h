#pragma once

#include "request.h"

void putObject(const Request &request);
void appendToObject(const Request &request);
