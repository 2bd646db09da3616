# Runs npm in the build folder and makes a C++ file of what comes out; see CMakeLists.txt.
# cmake -DMODE=AUTO|ON|OFF -DNPM=npm -DSOURCE=web -DWORK=folder -DGENERATED=folder -P BuildPage.cmake

set(page "")
set(why "")

# npm's packages are fetched again only if other ones are wanted.
function(run_npm result)
  execute_process(COMMAND "${NPM}" ${ARGN} WORKING_DIRECTORY "${WORK}" OUTPUT_VARIABLE said ERROR_VARIABLE said
                  RESULT_VARIABLE code)
  if(NOT code EQUAL 0)
    list(JOIN ARGN " " command)
    set(${result} "npm ${command} failed" PARENT_SCOPE)
    message("${said}")
  endif()
endfunction()

file(REMOVE "${WORK}/built")
if(MODE STREQUAL "OFF")
  set(why "it was switched off with TIDEPOOL_HTML_REPORT=OFF")
elseif(NOT NPM)
  set(why "npm was not there")
else()
  file(REMOVE_RECURSE "${WORK}/src" "${WORK}/dist")
  file(COPY "${SOURCE}/src" "${SOURCE}/index.html" "${SOURCE}/package.json" "${SOURCE}/tsconfig.json"
            "${SOURCE}/vite.config.ts" DESTINATION "${WORK}")
  file(SHA256 "${SOURCE}/package-lock.json" wanted)
  set(installed "")
  if(EXISTS "${WORK}/installed")
    file(READ "${WORK}/installed" installed)
  endif()
  if(NOT installed STREQUAL wanted)
    file(REMOVE "${WORK}/installed")
    file(COPY "${SOURCE}/package-lock.json" DESTINATION "${WORK}")
    run_npm(why ci --no-audit --no-fund --prefer-offline --fetch-retries=1)
    if(NOT why)
      file(WRITE "${WORK}/installed" "${wanted}")
    endif()
  endif()
  if(NOT why)
    run_npm(why run build)
  endif()
  if(NOT why)
    file(READ "${WORK}/dist/index.html" page)
  endif()
endif()

if(why AND MODE STREQUAL "ON")
  message(FATAL_ERROR "The HTML report's page cannot be built: ${why}")
elseif(why AND MODE STREQUAL "AUTO")
  message(WARNING "The HTML report's page is left out: ${why}. All else is built as usual.")
endif()

# What is the same as before is not compiled again.
function(write_if_different path content)
  file(WRITE "${path}.new" "${content}")
  file(COPY_FILE "${path}.new" "${path}" ONLY_IF_DIFFERENT)
  file(REMOVE "${path}.new")
endfunction()

write_if_different("${GENERATED}/Page.h" [=[
// Made by BuildPage.cmake.
#ifndef TIDEPOOL_WEB_PAGE_H
#define TIDEPOOL_WEB_PAGE_H

#include "llvm/ADT/StringRef.h"

namespace tidepool::web {

/// The page, with TIDEPOOL_DATA where its data goes. Empty if it could not be built.
llvm::StringRef page();
/// Then: why, after "it could not be built: ".
llvm::StringRef whyMissing();

} // namespace tidepool::web

#endif // TIDEPOOL_WEB_PAGE_H
]=])
write_if_different("${GENERATED}/Page.cpp" "// Made by BuildPage.cmake.
#include \"web/Page.h\"

llvm::StringRef tidepool::web::page() { return R\"tidepool(${page})tidepool\"; }
llvm::StringRef tidepool::web::whyMissing() { return R\"tidepool(${why})tidepool\"; }
")
if(NOT why)
  file(WRITE "${WORK}/built" "")
endif()
