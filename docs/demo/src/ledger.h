#pragma once

#include <string>

// Throws std::runtime_error when the tenant's credit does not suffice.
void withdraw(const std::string &tenant, long amount);
void deposit(const std::string &tenant, long amount);
