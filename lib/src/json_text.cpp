//===- json_text.cpp - Text as JSON wants it ------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "json_text.h"
#include <cstdint>
#include <cstdio>

namespace tidepool::detail {

std::size_t utf8Length(std::string_view Text) {
  auto At = [&](std::size_t I) { return I < Text.size() ? static_cast<unsigned char>(Text[I]) : 0u; };
  unsigned First = At(0);
  if (First < 0x80)
    return Text.empty() ? 0 : 1;
  std::size_t Length = First >= 0xF0 ? 4 : First >= 0xE0 ? 3 : 2;
  if (First < 0xC2 || First > 0xF4)
    return 0;
  for (std::size_t I = 1; I != Length; ++I)
    if ((At(I) & 0xC0) != 0x80)
      return 0;
  // Overlong forms, surrogates, and what lies beyond U+10FFFF.
  unsigned Second = At(1);
  if ((First == 0xE0 && Second < 0xA0) || (First == 0xED && Second > 0x9F) || (First == 0xF0 && Second < 0x90) ||
      (First == 0xF4 && Second > 0x8F))
    return 0;
  return Length;
}

void appendJson(std::string &To, std::string_view Text) {
  To += '"';
  while (!Text.empty()) {
    unsigned char C = static_cast<unsigned char>(Text.front());
    std::size_t Length = utf8Length(Text);
    if (Length == 0) {
      To += "\xEF\xBF\xBD";
      Length = 1;
    } else if (C == '"' || C == '\\') {
      To += '\\';
      To += static_cast<char>(C);
    } else if (C < 0x20) {
      char Escape[8];
      std::snprintf(Escape, sizeof Escape, "\\u%04x", C);
      To += Escape;
    } else {
      To += Text.substr(0, Length);
    }
    Text.remove_prefix(Length);
  }
  To += '"';
}

} // namespace tidepool::detail
