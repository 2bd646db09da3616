# The checks' pages as part of the program: what `tidepool explain` prints, what a SARIF rule's help says.
#
# Included, it makes ${TIDEPOOL_PAGES_CPP} from docs/checks/*.md, and again whenever one of them changes:
#
#   include(EmbedPages.cmake)
#   add_library(tidepool_checks STATIC ... ${TIDEPOOL_PAGES_CPP})
#   #include "checker/checks/Pages.h"     // llvm::StringRef tidepool::checks::page(llvm::StringRef Name)
#
# It runs itself as a script for that: cmake -DPAGES=a.md|b.md -DHEADER=Pages.h -DSOURCE=Pages.cpp -P EmbedPages.cmake

if(NOT CMAKE_SCRIPT_MODE_FILE)
  # A new check's page is one more file in docs/checks/: nothing here changes.
  file(GLOB tidepool_pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/checks/*.md)
  list(SORT tidepool_pages)
  list(JOIN tidepool_pages "|" tidepool_pages_argument)

  set(TIDEPOOL_PAGES_H ${CMAKE_BINARY_DIR}/generated/checker/checks/Pages.h)
  set(TIDEPOOL_PAGES_CPP ${CMAKE_BINARY_DIR}/generated/checker/checks/Pages.cpp)
  add_custom_command(
    OUTPUT ${TIDEPOOL_PAGES_CPP} ${TIDEPOOL_PAGES_H}
    COMMAND ${CMAKE_COMMAND} "-DPAGES=${tidepool_pages_argument}" "-DHEADER=${TIDEPOOL_PAGES_H}"
            "-DSOURCE=${TIDEPOOL_PAGES_CPP}" -P ${CMAKE_CURRENT_LIST_DIR}/EmbedPages.cmake
    DEPENDS ${tidepool_pages} ${CMAKE_CURRENT_LIST_DIR}/EmbedPages.cmake
    COMMENT "Embedding the checks' pages"
    VERBATIM)
  return()
endif()

file(WRITE "${HEADER}" [=[
// Made by EmbedPages.cmake.
#ifndef TIDEPOOL_CHECKER_CHECKS_PAGES_H
#define TIDEPOOL_CHECKER_CHECKS_PAGES_H

#include "llvm/ADT/StringRef.h"

namespace tidepool::checks {

/// The Markdown of docs/checks/<name>.md, compiled in; Name with or without "tidepool-". Empty if there
/// is no such page.
llvm::StringRef page(llvm::StringRef Name);

} // namespace tidepool::checks

#endif // TIDEPOOL_CHECKER_CHECKS_PAGES_H
]=])

set(text [=[
// Made by EmbedPages.cmake from docs/checks/*.md.
#include "checker/checks/Pages.h"
#include "llvm/ADT/StringSwitch.h"

llvm::StringRef tidepool::checks::page(llvm::StringRef Name) {
  Name.consume_front("tidepool-");
  return llvm::StringSwitch<llvm::StringRef>(Name)
]=])
string(REPLACE "|" ";" PAGES "${PAGES}")
foreach(page IN LISTS PAGES)
  get_filename_component(name "${page}" NAME_WE)
  file(READ "${page}" content)
  string(APPEND text "      .Case(\"${name}\", R\"tidepool(${content})tidepool\")\n")
endforeach()
string(APPEND text "      .Default(\"\");\n}\n")
file(WRITE "${SOURCE}" "${text}")
