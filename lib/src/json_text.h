//===- json_text.h - Text as JSON wants it --------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SRC_JSON_TEXT_H
#define TIDEPOOL_SRC_JSON_TEXT_H

#include <string>
#include <string_view>

namespace tidepool::detail {

/// Appends a JSON string. What is no UTF-8 becomes U+FFFD.
void appendJson(std::string &To, std::string_view Text);
/// Length of the UTF-8 sequence at the beginning of Text, 0 if there is none that is right.
std::size_t utf8Length(std::string_view Text);

} // namespace tidepool::detail

#endif // TIDEPOOL_SRC_JSON_TEXT_H
