//===- GuardedAction.h - A parse that starts with shared headers --------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_HEADERS_GUARDEDACTION_H
#define TIDEPOOL_CHECKER_HEADERS_GUARDEDACTION_H

#include "checker/headers/Precompile.h"
#include "clang/Frontend/FrontendAction.h"
#include <string>

namespace tidepool::headers {

/// Runs Inner on a unit that starts with Shared, and watches whether that changes what the unit means:
///
///   - a macro of the project that the headers mention, defined before they are included;
///   - a macro of a header, asked for before that header is included;
///   - a name of the project's own text that only a header not yet included declares;
///   - a pragma that could reach into the headers, or a brace around an inclusion (extern "C", a namespace);
///   - a header that the unit never includes.
///
/// Then parsing stops at the next declaration, Inner does not get to see the unit, and Why says what it was.
/// The order of system headers among each other is taken not to matter, as the C and C++ standards require of
/// theirs; neither are further overloads of a name that an included header declares in the same namespace.
std::unique_ptr<clang::FrontendAction> makeGuardedAction(std::unique_ptr<clang::FrontendAction> Inner,
                                                         const SharedHeaders &Shared, std::string &Why);

} // namespace tidepool::headers

#endif // TIDEPOOL_CHECKER_HEADERS_GUARDEDACTION_H
