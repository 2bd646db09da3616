//===- cli_test.cpp - Compilation databases and flags ---------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Database.h"
#include "checker/fronts/cli/Flags.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <gtest/gtest.h>

using namespace tidepool::fronts;
using namespace llvm;
using Strings = std::vector<std::string>;

namespace {

AdjustedFlags adjusted(Strings Arguments) {
  Arguments.insert(Arguments.begin(), "/usr/bin/c++");
  return adjustFlags(Arguments, "/src/a.cpp", "/build");
}

/// The flags that were given and have stayed: what is added stands first and last.
Strings kept(Strings Arguments) {
  Strings Result = adjusted(std::move(Arguments)).Arguments;
  EXPECT_TRUE(StringRef(Result[1]).starts_with("-resource-dir="));
  auto Own = llvm::find(Result, "-w");
  EXPECT_EQ(Strings(Own, Result.end()), (Strings{"-w", "-Wno-everything", "--", "/src/a.cpp"}));
  return Strings(Result.begin() + 2, Own);
}

TEST(Flags, KeepsWhatChangesTheParse) {
  Strings Flags = {"-std=gnu++17",
                   "-DNAME=1",
                   "-I",
                   "inc",
                   "-isystem",
                   "/sys",
                   "-include",
                   "x.h",
                   "-fno-exceptions",
                   "-pthread",
                   "-march=native",
                   "-m32",
                   "-O2",
                   "-fopenmp",
                   "-U",
                   "X"};
  Strings All = Flags;
  All.insert(All.end(), {"-c", "../src/a.cpp", "-o", "a.o"});
  EXPECT_EQ(kept(All), Flags);
}

TEST(Flags, DropsWhatWritesFiles) {
  EXPECT_EQ(kept({"-MMD", "-MF", "a.d", "-MT", "a.o", "-Wp,-MD,a.d", "-save-temps=obj", "-ftime-trace", "-MJ",
                  "a.json", "--serialize-diagnostics", "a.dia", "-S", "-o", "a.s", "../src/a.cpp"}),
            Strings{});
}

TEST(Flags, DropsWarningsWhole) {
  EXPECT_EQ(kept({"-Wall", "-Werror", "-Werror=foo", "-Wno-maybe-uninitialized", "-pedantic-errors", "-w",
                  "../src/a.cpp"}),
            Strings{});
  // These only look like warnings.
  EXPECT_EQ(kept({"-Wl,-z,now", "-Wp,-DX=1", "-Wa,--noexecstack", "../src/a.cpp"}),
            (Strings{"-Wl,-z,now", "-Wp,-DX=1", "-Wa,--noexecstack"}));
}

TEST(Flags, CountsWhatOnlyGccKnows) {
  AdjustedFlags F = adjusted({"-fno-such-thing", "-fconserve-space", "-DX", "-mno-such-cpu", "../src/a.cpp"});
  EXPECT_EQ(F.Dropped, (Strings{"-fno-such-thing", "-fconserve-space", "-mno-such-cpu"}));
  EXPECT_EQ(kept({"-fno-such-thing", "-DX", "../src/a.cpp"}), Strings{"-DX"});
  EXPECT_TRUE(adjusted({"-Wno-such-warning", "-O2", "../src/a.cpp"}).Dropped.empty());
}

TEST(Flags, DropsPluginsAndPrecompiledHeaders) {
  EXPECT_EQ(kept({"-fplugin=x.so", "-Xclang", "-load", "-Xclang", "x.so", "-Xclang", "-include-pch",
                  "-Xclang", "h.pch", "-Xclang", "-include", "-Xclang", "h.hxx", "../src/a.cpp"}),
            (Strings{"-Xclang", "-include", "-Xclang", "h.hxx"}));
  EXPECT_EQ(kept({"-include-pch", "/none/h.pch", "../src/a.cpp"}), Strings{});
}

TEST(Flags, KeepsOnlyTheFileOfTheEntry) {
  AdjustedFlags F = adjusted({"-x", "c", "../src/b.c", "-x", "c++", "../src/a.cpp", "-x", "none", "lib.a"});
  EXPECT_EQ(Strings(F.Arguments.end() - 4, F.Arguments.end()), (Strings{"-x", "c++", "--", "/src/a.cpp"}));
  EXPECT_EQ(llvm::count(F.Arguments, "lib.a"), 0);
}

TEST(Flags, TellsWhatIsNoUnit) {
  auto Skip = [](StringRef File, Strings Arguments) {
    Arguments.insert(Arguments.begin(), "cc");
    Arguments.push_back(File.str());
    return adjustFlags(Arguments, File, "/").Skip;
  };
  EXPECT_EQ(Skip("/a.c", {}), "");
  EXPECT_EQ(Skip("/a.mm", {}), "");
  EXPECT_EQ(Skip("/a.S", {}), "assembly");
  EXPECT_EQ(Skip("/a.f90", {}), "not C or C++");
  EXPECT_EQ(Skip("/a.rs", {}), "not C or C++");
  EXPECT_EQ(Skip("/a", {}), "not C or C++");
  EXPECT_EQ(Skip("/a.inc", {"-x", "c++"}), "");
  EXPECT_EQ(Skip("/pch.hxx.cxx", {"-x", "c++-header"}), "precompiled header");
  EXPECT_EQ(Skip("/pch.hxx.cxx", {"-Xclang", "-emit-pch"}), "precompiled header");
}

TEST(Flags, SurvivesAnything) {
  for (Strings Arguments : {Strings{}, Strings{"-o"}, Strings{"-Xclang"}, Strings{"-x"}, Strings{"--"},
                            Strings{""}, Strings{"-include-pch"}, Strings{"-", "-", "@x"}})
    EXPECT_EQ(adjusted(Arguments).Arguments.back(), "/src/a.cpp");
}

TEST(Flags, StaticAndSharedAreOneAnalysis) {
  auto Key = [](Strings Arguments) {
    Arguments.push_back("../src/a.cpp");
    return analysisKey(adjusted(Arguments), "/src/a.cpp", "/build");
  };
  EXPECT_EQ(Key({"-O2", "-o", "a.o"}), Key({"-O2", "-fPIC", "-g", "-Dlib_EXPORTS", "-o", "b.o"}));
  EXPECT_NE(Key({"-DX"}), Key({"-DY"}));
  EXPECT_NE(Key({"-std=c++17"}), Key({"-std=c++20"}));
}

bool means(StringRef Input, StringRef File) {
  Expected<UnitFilter> Filter = UnitFilter::create(Input, "/work/src");
  if (!Filter) {
    ADD_FAILURE() << toString(Filter.takeError());
    return false;
  }
  return Filter->matches(File);
}

TEST(Inputs, NameUnits) {
  EXPECT_TRUE(means("a.cpp", "/work/src/a.cpp"));
  EXPECT_TRUE(means("./a.cpp", "/work/src/a.cpp"));
  EXPECT_TRUE(means("../lib/a.cpp", "/work/lib/a.cpp"));
  EXPECT_TRUE(means("/work/lib/a.cpp", "/work/lib/a.cpp"));
  EXPECT_TRUE(means("lib/a.cpp", "/work/lib/a.cpp")) << "the end of a path will do";
  EXPECT_FALSE(means("a.cpp", "/work/src/data.cpp"));
  EXPECT_FALSE(means("/a.cpp", "/work/src/a.cpp"));
}

TEST(Inputs, NameFolders) {
  EXPECT_TRUE(means("net", "/work/src/net/tcp/a.cpp"));
  EXPECT_TRUE(means("net/", "/work/src/net/a.cpp"));
  EXPECT_TRUE(means(".", "/work/src/a.cpp"));
  EXPECT_FALSE(means("net", "/work/src/network/a.cpp"));
}

TEST(Inputs, AreGlobs) {
  EXPECT_TRUE(means("*.cpp", "/work/src/a.cpp"));
  EXPECT_TRUE(means("{net,disk}/*.cc", "/work/src/disk/a.cc"));
  EXPECT_TRUE(means("../*/a[12].cpp", "/work/lib/a2.cpp"));
  EXPECT_FALSE(means("*.cpp", "/work/lib/a.cpp"));
  Expected<UnitFilter> Bad = UnitFilter::create("[", "/work");
  EXPECT_FALSE(bool(Bad));
  consumeError(Bad.takeError());
}

/// A folder on disk with a database in it.
struct Database : testing::Test {
  SmallString<128> Folder;

  void SetUp() override {
    SmallString<128> Made;
    ASSERT_FALSE(sys::fs::createUniqueDirectory("tidepool", Made));
    ASSERT_FALSE(sys::fs::real_path(Made, Folder));
  }
  void TearDown() override { sys::fs::remove_directories(Folder); }

  std::string file(StringRef Name, StringRef Text = "") {
    std::string Path = (Folder + "/" + Name).str();
    EXPECT_FALSE(sys::fs::create_directories(sys::path::parent_path(Path)));
    std::error_code Code;
    raw_fd_ostream(Path, Code) << Text;
    EXPECT_FALSE(Code) << Path;
    return Path;
  }

  UnitList units(const Request &R) {
    Expected<UnitList> List = findUnits(R, Folder);
    if (!List) {
      ADD_FAILURE() << toString(List.takeError());
      return {};
    }
    return std::move(*List);
  }

  std::string error(const Request &R) {
    Expected<UnitList> List = findUnits(R, Folder);
    return List ? "" : toString(List.takeError());
  }
};

TEST_F(Database, IsFoundUpward) {
  std::string Path = file("build-x/compile_commands.json");
  file("a/b/c.cpp");
  EXPECT_EQ(searchDatabase((Folder + "/a/b").str()), Path);
  Path = file("a/compile_commands.json");
  EXPECT_EQ(searchDatabase((Folder + "/a/b").str()), Path);
  Path = file("a/b/build/compile_commands.json");
  EXPECT_EQ(searchDatabase((Folder + "/a/b").str()), Path);
}

TEST_F(Database, KeepsItsOrderAndMergesDuplicates) {
  std::string A = file("a.cpp"), B = file("b.cpp");
  file("compile_commands.json", R"([
    {"directory": ".", "file": "b.cpp", "command": "g++ -c b.cpp -o b.o"},
    {"directory": ".", "file": "a.cpp", "command": "g++ -fodd-flag -c a.cpp -o a.o"},
    {"directory": ".", "file": "b.cpp", "command": "g++ -fPIC -c b.cpp -o b.pic.o"},
    {"directory": ".", "file": "b.cpp", "command": "g++ -DMORE -c b.cpp -o b2.o"},
    {"directory": ".", "file": "x.s", "command": "as x.s"}
  ])");
  UnitList List = units({});
  ASSERT_EQ(List.Units.size(), 3u);
  EXPECT_EQ(List.Units[0].File, B);
  EXPECT_EQ(List.Units[1].File, A);
  EXPECT_EQ(List.Units[2].File, B);
  EXPECT_EQ(List.Units[0].Directory, Folder);
  EXPECT_EQ(List.Dropped, Strings{"-fodd-flag"});
  ASSERT_EQ(List.Skipped.size(), 2u);
  EXPECT_EQ(List.Skipped[0].Why, "assembly");
  EXPECT_EQ(List.Skipped[1].Count, 1u);
  EXPECT_TRUE(is_contained(List.Units[0].Arguments, "--driver-mode=g++"));
}

TEST_F(Database, MissingFilesAreNoReasonToStop) {
  file("a.cpp");
  file("compile_commands.json", R"([
    {"directory": ".", "file": "a.cpp", "command": "c++ -c a.cpp"},
    {"directory": ".", "file": "gone.cpp", "command": "c++ -c gone.cpp"},
    {"directory": "nowhere", "file": "../a.cpp", "command": "c++ -c ../a.cpp"}
  ])");
  UnitList List = units({});
  ASSERT_EQ(List.Units.size(), 3u);
  EXPECT_EQ(List.Units[0].Problem, "");
  EXPECT_TRUE(StringRef(List.Units[1].Problem).contains("no such file"));
  EXPECT_TRUE(StringRef(List.Units[2].Problem).contains("nowhere, which does not exist"));
}

TEST_F(Database, ExpandsResponseFiles) {
  file("a.cpp");
  file("flags.rsp", "-DFROM_FILE -Iinc");
  file("compile_commands.json",
       R"([{"directory": ".", "file": "a.cpp", "command": "c++ @flags.rsp -c a.cpp"}])");
  UnitList List = units({});
  ASSERT_EQ(List.Units.size(), 1u);
  EXPECT_TRUE(is_contained(List.Units[0].Arguments, "-DFROM_FILE"));
}

TEST_F(Database, WrongOnesAreNamed) {
  EXPECT_TRUE(StringRef(error({})).contains("no compile_commands.json"));
  std::string Path = file("compile_commands.json", "{");
  EXPECT_TRUE(StringRef(error({})).starts_with(Path + ": not a compilation database"));
  file("compile_commands.json", "[]");
  EXPECT_TRUE(StringRef(error({})).contains("names no file"));
  Request R;
  R.Database = "elsewhere";
  EXPECT_TRUE(StringRef(error(R)).contains("elsewhere: no such file"));
}

TEST_F(Database, EveryInputHasToMeanAUnit) {
  file("a.cpp");
  file("compile_commands.json", R"([{"directory": ".", "file": "a.cpp", "command": "c++ -c a.cpp"}])");
  Request R;
  R.Inputs = {"a.cpp"};
  EXPECT_EQ(units(R).Units.size(), 1u);
  R.Inputs = {"a.cpp", "b.cpp"};
  EXPECT_TRUE(StringRef(error(R)).starts_with("b.cpp: no unit"));
}

TEST_F(Database, FlagsTakeItsPlace) {
  std::string A = file("a.c"), B = file("b.cc");
  Request R;
  R.Inputs = {"a.c", "b.cc"};
  R.Flags = Strings{"-DX"};
  UnitList List = units(R);
  ASSERT_EQ(List.Units.size(), 2u);
  EXPECT_TRUE(StringRef(List.Units[0].Arguments[0]).contains("clang"));
  EXPECT_TRUE(is_contained(List.Units[0].Arguments, "-DX"));
  EXPECT_EQ(List.Units[1].Arguments.back(), B);
  R.Inputs = {"none.c"};
  EXPECT_EQ(error(R), "none.c: no such file");
}

} // namespace
