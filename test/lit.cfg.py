# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# How the lit tests are found and run. What a test may use:
#
#   %tidepool          the command-line tool
#   %tidy              clang-tidy with the module loaded and only its checks on
#   %expect            compares findings with the comments of a program (test/support/expect.py)
#   %agree             the same for a program on the reference runtime that is run, too: source and run agree
#   %flags_<library>   compiler flags for a library: REQUIRES: <library> goes with it
#   %flags_declared    the same for headers that declare what the models of other libraries name (lit/models/Inputs)
#   %demo, %source     docs/demo, the top of the sources; %build: of what was built
#   %runtime_flags     compiler flags, and the library, for programs on the reference runtime
#   %conformance       replays recorded runs of real JDKs (test/runtime/conformance)
#   REQUIRES: html     the tool has the HTML report's page (web/)
#   REQUIRES: browser  and there are node and Chromium to look at it; %node, %page_modules
#   REQUIRES: java     there is a JDK (test/support/jdks.py finds them)
#   FileCheck, not, count, split-file, %python, %clang, %clangxx

import glob
import os
import shutil
import sys

import lit.formats

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "support"))
import jdks  # noqa: E402

config.name = "tidepool"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp", ".c", ".test"]
config.excludes = ["Inputs", "jdk", "conformance", "unit", "support", "fuzz", "ruling", "bench", "CMakeLists.txt"]

tools = config.llvm_tools
support = os.path.join(config.test_source_root, "support")
tidepool = os.path.join(config.build_root, "bin", "tidepool")
module = os.path.join(config.build_root, "lib", "libTidepoolTidy.so")
clang_tidy = os.path.join(tools, "clang-tidy")

config.environment["PATH"] = os.pathsep.join([tools, "/usr/bin", "/bin"])
# Colours, pagers and a user's own settings must not change what a test sees.
config.environment["TERM"] = "dumb"
config.environment["HOME"] = config.test_exec_root

# A module built with a sanitizer cannot be loaded into a clang-tidy without it.
fronts = ["check"] if config.sanitize else ["check", "tidy"]
if "tidy" in fronts:
    config.available_features.add("tidy")
if config.sanitize:
    config.available_features.add("sanitizer")


def headers(*patterns):
    """The directories that hold a library's headers, in the order of the patterns; [] if one is missing."""
    found = [sorted(glob.glob(pattern)) for pattern in patterns]
    return [hits[0] for hits in found] if all(found) else []


def library(feature, header, *include_dirs, flags=""):
    """Makes `REQUIRES: feature` and %flags_feature known if the header is installed."""
    dirs = headers(*include_dirs)
    present = bool(headers(header)) and len(dirs) == len(include_dirs)
    if present:
        config.available_features.add(feature)
    text = " ".join([flags] + ["-isystem " + d for d in dirs]).strip() if present else ""
    config.substitutions.append(("%flags_" + feature, text))


library("boost", "/usr/include/boost/thread/tss.hpp")
library("asio", "/usr/include/boost/asio.hpp")
library("tbb", "/usr/include/oneapi/tbb.h")
library("poco", "/usr/include/Poco/ThreadPool.h")
library("uv", "/usr/include/uv.h")
library("openssl", "/usr/include/openssl/ssl.h")
library("egl", "/usr/include/EGL/egl.h")
library("absl", "/usr/include/absl/cleanup/cleanup.h")
library("gsl", "/usr/include/gsl/util")
library("glib", "/usr/include/glib-2.0/glib.h", "/usr/include/glib-2.0", "/usr/lib/*/glib-2.0/include")
library("apr", "/usr/include/apr-1.0/apr_thread_pool.h", "/usr/include/apr-1.0", flags="-D_GNU_SOURCE")
library("qt", "/usr/include/*/qt6/QtConcurrent/qtconcurrentrun.h", "/usr/include/*/qt6",
        "/usr/include/*/qt6/QtCore", "/usr/include/*/qt6/QtConcurrent", flags="-fPIC")
library("asio-standalone", "/usr/include/asio.hpp")
library("ace", "/usr/include/ace/TSS_T.h")
library("httplib", "/usr/include/httplib.h")
library("libevent", "/usr/include/event2/event.h")
library("log4cplus", "/usr/include/log4cplus/mdc.h")
library("log4cxx", "/usr/include/log4cxx/mdc.h")
library("nspr", "/usr/include/nspr/prthread.h", "/usr/include/nspr")
library("thrift", "/usr/include/thrift/TProcessor.h")
library("openmp", os.path.join(tools, "../lib/clang/19/include/omp.h"), flags="-fopenmp")

expect = [config.python, os.path.join(support, "expect.py"), "--tool=" + tidepool,
          "--clang-dir=" + tools, "--module=" + module,
          "--scenarios=" + os.path.join(config.test_exec_root, "scenarios"), "--available=" + ",".join(fronts + ["trace"])]
if shutil.which("pkg-config", path=config.environment["PATH"]):
    config.available_features.add("pkg-config")
# The page's build leaves its npm packages behind, Playwright among them.
page_build = os.path.join(config.build_root, "web", "page")
node = shutil.which("node") or ""
if os.path.exists(os.path.join(page_build, "built")):
    config.available_features.add("html")
    if node and os.path.exists("/usr/bin/chromium"):
        config.available_features.add("browser")
if jdks.installed():
    config.available_features.add("java")
# The checks that a run knows, too. test/agree/CMakeLists.txt makes the precompiled header.
observed = ["missing-remove", "unsafe-remove", "stale-read", "lost-context", "dropped-holder", "set-null"]
agree = expect + ["--fronts=trace,check", "--checks=" + ",".join(["-*"] + ["tidepool-" + name for name in observed]),
                  "--runtime=" + os.path.join(config.build_root, "lib", "libtidepool.a"),
                  "--headers=" + os.path.join(config.project_root, "lib", "include"),
                  "--precompiled=" + os.path.join(config.test_exec_root, "agree", "runtime.pch")]
if config.sanitize:
    agree.append("--sanitize=" + config.sanitize)
runtime_flags = ["-std=c++17", "-I" + os.path.join(config.project_root, "lib", "include"),
                 os.path.join(config.build_root, "lib", "libtidepool.a"), "-pthread", "-ldl"]
if config.sanitize:
    runtime_flags.append("-fsanitize=" + config.sanitize)
config.substitutions += [
    ("%build", config.build_root),
    ("%node", node),
    ("%page_modules", page_build),
    ("%flags_declared", "-isystem " + os.path.join(config.test_source_root, "lit", "models", "Inputs", "declared")),
    ("%runtime_flags", " ".join(runtime_flags)),
    ("%conformance", os.path.join(config.build_root, "bin", "tidepool_conformance")),
    ("%expect", " ".join(expect)),
    ("%agree", " ".join(agree)),
    ("%tidepool", tidepool),
    ("%tidy", f"{clang_tidy} --load={module} --checks=-*,tidepool-* --header-filter=.*"),
    ("%demo", os.path.join(config.project_root, "docs", "demo")),
    ("%source", config.project_root),
    ("%python", config.python),
    ("%clangxx", os.path.join(tools, "clang++")),
    ("%clang", os.path.join(tools, "clang")),
]
