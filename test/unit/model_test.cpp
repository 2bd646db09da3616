//===- model_test.cpp - Models: catalogue, look-up, errors ----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/model/Model.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <gtest/gtest.h>
#include <map>

using namespace tidepool::model;

namespace {

const Catalogue &builtin() {
  static const Catalogue All = Catalogue::builtin();
  return All;
}

const Index &index() {
  static const Index Names(builtin());
  return Names;
}

/// The error's text, or "" where the text is a good models file.
std::string errorOf(llvm::StringRef Yaml) {
  Catalogue C;
  llvm::Error Wrong = C.append(Yaml, "mine.yaml");
  std::string Text = llvm::toString(std::move(Wrong));
  bool Nothing = C.Holders.empty() && C.States.empty() && C.Pools.empty() && C.Guards.empty() && C.Callables.empty() &&
                 C.Containers.empty() && C.Functions.empty();
  EXPECT_TRUE(Text.empty() || Nothing) << "a file with an error left something behind: " << Text;
  return Text;
}

//===-- The built-in catalogue ----------------------------------------------===//

TEST(Catalogue, ParsesAndHasEveryKindOfEntry) {
  EXPECT_GT(builtin().Holders.size(), 50u);
  EXPECT_GT(builtin().Pools.size(), 40u);
  EXPECT_GT(builtin().Guards.size(), 30u);
  EXPECT_GT(builtin().Callables.size(), 100u);
  EXPECT_GT(builtin().Containers.size(), 20u);
  EXPECT_GT(builtin().Functions.size(), 20u);
}

TEST(Catalogue, CleansNamesHoldersThatExist) {
  llvm::StringSet<> Holders;
  for (const HolderModel &H : builtin().Holders)
    Holders.insert(H.Name);
  for (const StateModel &S : builtin().States)
    Holders.insert(S.Name);
  for (const PoolModel &P : builtin().Pools)
    for (const std::string &Cleaned : P.Cleans)
      EXPECT_TRUE(Holders.contains(Cleaned)) << P.Name << " cleans " << Cleaned;
}

// The index keeps the last of equal names: in the catalogue itself two would be a mistake.
TEST(Catalogue, NamesAreUnique) {
  llvm::StringSet<> Seen;
  auto Once = [&](llvm::StringRef Kind, llvm::StringRef Name) {
    EXPECT_TRUE(Seen.insert((Kind + " " + Name).str()).second)
        << Kind.str() << " " << Name.str() << " stands twice";
  };
  for (const HolderModel &H : builtin().Holders) {
    Once("holder", H.Name);
    for (const HolderMethod &M : H.Methods)
      Once("method of " + H.Name, M.Name);
  }
  for (const StateModel &S : builtin().States)
    Once("state", S.Name);
  for (const PoolModel &P : builtin().Pools) {
    Once("pool", P.Name);
    for (const ServiceModel &S : P.Services)
      Once("service", S.Base);
    for (const SubmitModel &S : P.Submits)
      Once("submit", S.Function);
    for (const std::string &H : P.Handlers)
      Once("handler", H);
  }
  for (const GuardModel &G : builtin().Guards) {
    Once("guard", G.Class);
    for (const std::string &M : G.Makers)
      Once("maker", M);
  }
  for (const CallableModel &C : builtin().Callables)
    Once("callable", C.Name);
  for (const ContainerModel &C : builtin().Containers)
    Once("container", C.Class);
  for (const FunctionModel &F : builtin().Functions)
    Once("function", F.Name);
}

TEST(Catalogue, SubmitsNameTheirTask) {
  for (const PoolModel &P : builtin().Pools)
    for (const SubmitModel &S : P.Submits)
      EXPECT_NE(S.Tasks.empty(), !S.FirstCallable) << S.Function;
}

//===-- Every entry has a case ------------------------------------------------===//

/// Programs do not mention pools by their names here, and get at contexts and guards through functions and macros.
bool goesByOtherNames(llvm::StringRef Name) {
  return llvm::any_of(builtin().Pools, [&](const PoolModel &P) { return P.Name == Name; }) ||
         llvm::any_of(builtin().Guards, [&](const GuardModel &G) { return G.Class == Name; }) ||
         llvm::any_of(builtin().Holders, [&](const HolderModel &H) {
           return H.Name == Name && (H.K != HolderModel::Kind::Class || Name.contains(' '));
         });
}

/// The names in a case's `MODELS:` lines. A case must use what it says it is about.
void addNamesOf(llvm::StringRef Path, llvm::StringRef Text, llvm::StringSet<> &Names) {
  constexpr llvm::StringLiteral Mark = "// MODELS: ";
  std::string Code;
  std::vector<llvm::StringRef> Items;
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    Text = Rest;
    llvm::SmallVector<llvm::StringRef, 8> Here;
    if (Line.consume_front(Mark))
      Line.split(Here, ',');
    else
      Code += (Line + "\n").str();
    Items.insert(Items.end(), Here.begin(), Here.end());
  }
  for (llvm::StringRef Item : Items) {
    Item = Item.trim();
    Names.insert(Item);
    llvm::StringRef Word = Item.rsplit("::").second.empty() ? Item : Item.rsplit("::").second;
    bool Used = Word.starts_with("operator") || llvm::StringRef(Code).contains(Word);
    EXPECT_TRUE(Used || goesByOtherNames(Item)) << Path.str() << " says that it is about " << Item.str()
                                       << ", and does not use it";
  }
}

llvm::StringSet<> namedByCases() {
  llvm::StringSet<> Names;
  std::error_code Wrong;
  llvm::SmallString<128> Folder(TIDEPOOL_SOURCE_DIR);
  llvm::sys::path::append(Folder, "test", "lit");
  for (llvm::sys::fs::recursive_directory_iterator It(Folder, Wrong), End; It != End && !Wrong; It.increment(Wrong)) {
    llvm::StringRef Suffix = llvm::sys::path::extension(It->path());
    if (Suffix != ".cpp" && Suffix != ".c")
      continue;
    if (auto Text = llvm::MemoryBuffer::getFile(It->path()))
      addNamesOf(It->path(), (*Text)->getBuffer(), Names);
  }
  return Names;
}

/// Names that one list item of the catalogue gives together: one of them needs a case.
class Entries {
public:
  void add(const Origin &From, llvm::StringRef Kind, llvm::StringRef Name) {
    std::string Where = From.File + ":" + std::to_string(From.Line);
    All[Where].first = Kind.str();
    All[Where].second.push_back(Name.str());
  }
  void expectNamedBy(const llvm::StringSet<> &Names) const {
    for (const auto &[Where, Entry] : All)
      EXPECT_TRUE(llvm::any_of(Entry.second, [&](const std::string &Name) { return Names.contains(Name); }))
          << Where << ": no lit case has a line '// MODELS: ...' with this " << Entry.first << ": "
          << llvm::join(Entry.second, ", ");
  }

private:
  std::map<std::string, std::pair<std::string, std::vector<std::string>>> All;
};

// A new entry without a case is a mistake: nobody has seen it work.
TEST(Catalogue, EveryEntryHasACase) {
  Entries All;
  for (const HolderModel &H : builtin().Holders)
    All.add(H.From, "holder", H.Name);
  for (const PoolModel &P : builtin().Pools) {
    for (const SubmitModel &S : P.Submits)
      All.add(S.From, "submission", S.Function);
    for (const std::string &Handler : P.Handlers)
      All.add(P.From, "handler", Handler);
    for (const ServiceModel &S : P.Services)
      All.add(S.From, "service", S.Base);
  }
  for (const GuardModel &G : builtin().Guards)
    All.add(G.From, "guard", G.Class);
  for (const CallableModel &C : builtin().Callables)
    All.add(C.From, "callable", C.Name);
  All.expectNamedBy(namedByCases());
}

//===-- Look-up -------------------------------------------------------------===//

TEST(Index, KeyFunctions) {
  auto [Holder, Method] = index().holderMethod("pthread_setspecific");
  ASSERT_TRUE(Holder && Method);
  EXPECT_EQ(Holder->Name, "pthread_key_t");
  EXPECT_EQ(Holder, index().keyType("pthread_key_t"));
  EXPECT_EQ(Holder->K, HolderModel::Kind::Key);
  EXPECT_FALSE(Holder->DestroysOld);
  EXPECT_EQ(Method->Op, HolderOp::Write);
  EXPECT_EQ(Method->Key, 0);
  EXPECT_EQ(Method->Value, 1);
  EXPECT_EQ(index().holderMethod("pthread_key_create").Method->Destructor, 1);
  EXPECT_EQ(index().holderMethod("apr_threadkey_private_set").Method->Value, 0);
  EXPECT_EQ(index().holderMethod("apr_threadkey_private_set").Method->Key, 1);
  EXPECT_FALSE(index().holderClass("pthread_key_t"));
}

TEST(Index, HolderClasses) {
  const HolderModel *Tss = index().holderClass("boost::thread_specific_ptr");
  ASSERT_TRUE(Tss);
  EXPECT_FALSE(Tss->SeparateRemove);
  EXPECT_EQ(index().holderMethod("boost::thread_specific_ptr::reset").Holder, Tss);
  EXPECT_EQ(index().holderMethod("boost::thread_specific_ptr::operator->").Method->Op, HolderOp::Slot);
  EXPECT_EQ(index().holderMethod("boost::thread_specific_ptr::release").Method->Op, HolderOp::Release);
  EXPECT_FALSE(index().holderMethod("boost::thread_specific_ptr::swap").Method);
  EXPECT_TRUE(index().holderClass("tidepool::ThreadLocal")->SeparateRemove);
  EXPECT_TRUE(index().holderClass("tidepool::InheritableThreadLocal")->Inheritable);
  EXPECT_TRUE(index().holderClass("tidepool::TransmittableThreadLocal")->Transmittable);
}

TEST(Index, AmbientFunctionsMayBelongToOtherClasses) {
  EXPECT_EQ(index().holderMethod("Poco::NestedDiagnosticContext::push").Method->Op, HolderOp::Append);
  EXPECT_EQ(index().holderMethod("Poco::NDCScope::~NDCScope").Method->Op, HolderOp::Erase);
  EXPECT_EQ(index().holderMethod("log4cxx::MDC::MDC").Method->Op, HolderOp::Append);
  EXPECT_TRUE(index().holderMethod("g_main_context_push_thread_default").Method);
}

TEST(Index, Submissions) {
  SubmitRef Post = index().submit("boost::asio::post");
  ASSERT_TRUE(Post.Submit);
  EXPECT_EQ(Post.Pool->Name, "boost::asio");
  EXPECT_EQ(Post.Submit->Tasks, std::vector<int>{Last});
  EXPECT_FALSE(Post.Submit->MayRunInline);
  EXPECT_TRUE(index().submit("asio::dispatch").Submit->MayRunInline);
  EXPECT_EQ(index().submit("Poco::ThreadPool::start").Submit->Method, "run");
  EXPECT_EQ(index().submit("Poco::ThreadPool::start").Pool->Ex, Exceptions::Survive);
  EXPECT_EQ(index().submit("uv_queue_work").Submit->Tasks, std::vector<int>{2});
  EXPECT_EQ(index().submit("uv_queue_work").Submit->Data, 1);
  EXPECT_EQ(index().submit("tbb::detail::d1::parallel_invoke").Submit->Tasks, std::vector<int>{All});
  EXPECT_TRUE(index().submit("std::async").Submit->FirstCallable);
  EXPECT_EQ(index().handler("Poco::Net::HTTPRequestHandler::handleRequest")->Name, "Poco::Net server");
  EXPECT_FALSE(index().submit("post").Submit);
}

TEST(Index, GuardsCallablesContainersFunctions) {
  EXPECT_EQ(index().guardClass("absl::Cleanup"), index().guardMaker("absl::MakeCleanup"));
  EXPECT_EQ(index().guardClass("std::experimental::scope_fail")->When, GuardModel::On::Failure);
  EXPECT_EQ(index().guardClass("llvm::SaveAndRestore")->K, GuardModel::Kind::SaveRestore);
  EXPECT_EQ(index().callable("std::packaged_task")->K, CallableModel::Kind::KeepsExceptions);
  EXPECT_EQ(index().callable("std::thread")->K, CallableModel::Kind::Spawns);
  EXPECT_EQ(index().callable("std::call_once")->Param, 1);
  EXPECT_EQ(index().callable("std::for_each")->Param, Last);
  EXPECT_EQ(index().container("std::queue")->Takes.front(), "pop");
  EXPECT_TRUE(index().function("abort")->NoReturn);
  EXPECT_FALSE(index().function("printf"));
}

// A class's constructors are meant by its name; Clang prints those of a template with its parameters.
TEST(Index, Constructors) {
  const CallableModel *Function = index().callable("std::function");
  ASSERT_TRUE(Function);
  EXPECT_EQ(index().callable("std::function::function<_Res (_ArgTypes...)>"), Function);
  EXPECT_EQ(index().callable("std::thread::thread")->K, CallableModel::Kind::Spawns);
  EXPECT_TRUE(index().submit("tbb::detail::d1::function_node::function_node<Input, Output, Policy>").Submit);
}

TEST(Index, Mentions) {
  for (llvm::StringRef Name : {"reset", "operator->", "operator()", "post", "pthread_setspecific",
                               "push_back", "thread_specific_ptr", "release", "function<R (A...)>"})
    EXPECT_TRUE(index().mentions(Name)) << Name.str();
  EXPECT_FALSE(index().mentions("frobnicate"));
  EXPECT_FALSE(index().mentions("boost::asio::post"));
}

//===-- A user's file -------------------------------------------------------===//

constexpr llvm::StringLiteral Mine = R"(
holders:
  - name: acme::Slot
    aliases: acme::v2::Slot
    separateRemove: true
    methods:
      - {name: [set, put], op: write, value: 0}
      - {name: drop, op: remove}
pools:
  - name: acme::Crew
    exceptions: survive
    cleans: [acme::Slot]
    handlers: acme::Handler::handle
    submits:
      - {function: [acme::Crew::hire, acme::Crew::borrow], tasks: [1, 0]}
      - {function: acme::Crew::each, firstCallable: true, exceptions: store}
)";

TEST(UserFile, IsAppended) {
  Catalogue C = builtin();
  ASSERT_FALSE(llvm::errorToBool(C.append(Mine, "mine.yaml")));
  Index I(C);
  EXPECT_EQ(I.holderMethod("acme::Slot::put").Method->Value, 0);
  EXPECT_EQ(I.holderMethod("acme::v2::Slot::drop").Method->Op, HolderOp::Remove);
  EXPECT_EQ(I.submit("acme::Crew::borrow").Submit->Tasks, (std::vector<int>{1, 0}));
  EXPECT_EQ(I.submit("acme::Crew::each").Submit->Ex, Exceptions::Store);
  EXPECT_FALSE(I.submit("acme::Crew::hire").Submit->Ex);
  EXPECT_EQ(I.handler("acme::Handler::handle")->Ex, Exceptions::Survive);
  EXPECT_TRUE(I.submit("boost::asio::post").Submit) << "the catalogue is still there";
}

TEST(UserFile, EntriesKnowWhereTheyStand) {
  Catalogue C;
  ASSERT_FALSE(llvm::errorToBool(C.append(Mine, "mine.yaml")));
  EXPECT_EQ(C.Holders[0].From.File, "mine.yaml");
  EXPECT_EQ(C.Holders[0].From.Line, 3u);
  ASSERT_EQ(C.Pools[0].Submits.size(), 3u);
  EXPECT_EQ(C.Pools[0].Submits[0].From.Line, C.Pools[0].Submits[1].From.Line) << "one item, two names";
  EXPECT_EQ(C.Pools[0].Submits[2].From.Line, C.Pools[0].Submits[1].From.Line + 1);
}

TEST(UserFile, CorrectsTheCatalogue) {
  Catalogue C = builtin();
  ASSERT_FALSE(llvm::errorToBool(C.append("functions:\n  - {name: abort, throws: true}\n", "mine.yaml")));
  EXPECT_FALSE(Index(C).function("abort")->NoReturn);
}

TEST(UserFile, ListsMayBeEmptyAndLinesMayEndAsTheyLike) {
  EXPECT_EQ(errorOf("holders:\npools: []\n"), "");
  EXPECT_EQ(errorOf("{}"), "");
  EXPECT_EQ(errorOf("functions:\r\n  - {name: f, throws: true}\r\n"), "");
  EXPECT_EQ(errorOf("\xEF\xBB\xBF"
                    "functions: [{name: f, throws: true}]"),
            "");
}

struct Case {
  const char *Yaml, *Error;
};

class WrongFile : public testing::TestWithParam<Case> {};

TEST_P(WrongFile, GetsOneClearError) { EXPECT_EQ(errorOf(GetParam().Yaml), GetParam().Error); }

const Case Cases[] = {
    {"", "mine.yaml:1:1: error: the file is empty; a models file has one or more of the lists 'holders', "
         "'states', 'pools', 'guards', 'callables', 'containers' and 'functions'"},
    {"# nothing\n",
     "mine.yaml:1:1: error: the file is empty; a models file has one or more of the lists 'holders', "
     "'states', 'pools', 'guards', 'callables', 'containers' and 'functions'"},
    {"---\n...\n",
     "mine.yaml:1:1: error: the file is empty; a models file has one or more of the lists 'holders', "
     "'states', 'pools', 'guards', 'callables', 'containers' and 'functions'"},
    // States.
    {"states:\n  - name: x\n    weight: heavy\n    calls: []\n",
     "mine.yaml:3:13: error: unknown value 'heavy'; possible here: privilege, results, manner"},
    {"states:\n  - name: x\n    weight: manner\n    calls:\n      - {function: f, does: ask}\n",
     "mine.yaml:5:10: error: say where the answer comes: 'old' is the parameter's number, or 'returnsOld: true'"},
    {"states:\n  - name: x\n    weight: manner\n    calls:\n      - {function: f, does: set, when: {is: A}}\n",
     "mine.yaml:5:41: error: 'when' needs 'param': the argument's number"},
    // Not the shape.
    {"hello\n", "mine.yaml:1:1: error: expected 'key: value' pairs here"},
    {"- a\n", "mine.yaml:1:1: error: expected 'key: value' pairs here"},
    {"holders:\n  name: x\n", "mine.yaml:2:3: error: expected a list here"},
    {"holders:\n  - x\n", "mine.yaml:2:5: error: expected 'key: value' pairs here"},
    {"functions:\n  - {name: {a: b}, throws: true}\n", "mine.yaml:2:13: error: expected a single value here"},
    {"---\nholders: []\n---\npools: []\n",
     "mine.yaml:4:1: error: a second YAML document ('---') begins here; put all into one"},
    // Not YAML.
    {"holders:\n  - {name: x\n",
     "mine.yaml:2:13: error: Unexpected token. Expected Key, Flow Entry, or Flow Mapping End."},
    {"holders:\n  - name: \"x\n", "mine.yaml:2:13: error: Expected quote at end of scalar"},
    // Unknown keys.
    {"holdrs: []\n", "mine.yaml:1:1: error: unknown key 'holdrs'; did you mean 'holders'?"},
    {"holders:\n  - name: x\n    methods:\n      - {name: get, op: read, vale: 1}\n",
     "mine.yaml:4:31: error: unknown key 'vale'; did you mean 'value'?"},
    {"pools:\n  - {name: x, Submits: []}\n",
     "mine.yaml:2:15: error: unknown key 'Submits'; did you mean 'submits'?"},
    {"functions:\n  - {name: f, throws: true, xyzzy: 1}\n",
     "mine.yaml:2:29: error: unknown key 'xyzzy'; possible here: name, noReturn, throws, switches, "
     "serves, ownThreads, waits, isolates, note"},
    {"pools:\n  - name: x\n    services:\n      - {base: b}\n",
     "mine.yaml:4:10: error: say which methods are handlers: either 'parameter' or 'ofConstructor: true'"},
    {"holders:\n  - {name: x, threadEnd: lost, methods: [{name: get, op: read}]}\n",
     "mine.yaml:2:26: error: unknown value 'lost'; possible here: destroyed, leaked, kept"},
    {"holders: []\nholders: []\n", "mine.yaml:2:1: error: duplicated mapping key 'holders'"},
    // Missing ones.
    {"holders:\n  - kind: class\n", "mine.yaml:2:5: error: missing required key 'name'"},
    {"holders:\n  - {name: x, methods: []}\n",
     "mine.yaml:2:6: error: 'methods' is empty: nothing could be done with the holder"},
    {"holders:\n  - name: k\n    kind: key\n    methods:\n      - {name: get, op: read}\n",
     "mine.yaml:2:5: error: 'get' needs 'key': the number of the parameter that is the key"},
    {"pools:\n  - name: x\n    submits:\n      - {function: f}\n",
     "mine.yaml:4:10: error: say which parameter is the task: either 'tasks' or 'firstCallable: true'"},
    {"functions:\n  - {name: f}\n",
     "mine.yaml:2:6: error: say what the function does: 'noReturn', 'throws', 'switches', 'serves' or 'isolates'"},
    {"functions:\n  - {name: '', throws: true}\n", "mine.yaml:2:6: error: 'name' is empty"},
    // Wrong values.
    {"holders:\n  - name:\n    methods: []\n", "mine.yaml:3:5: error: expected a single value here"},
    {"functions:\n  - {name: f, throws: perhaps}\n",
     "mine.yaml:2:23: error: expected 'true' or 'false' here"},
    {"holders:\n  - name: x\n    methods:\n      - {name: get, op: raed}\n",
     "mine.yaml:4:25: error: unknown value 'raed'; did you mean 'read'?"},
    {"pools:\n  - {name: x, exceptions: swallow}\n",
     "mine.yaml:2:27: error: unknown value 'swallow'; possible here: survive, store, terminate"},
    {"pools:\n  - name: x\n    submits:\n      - {function: f, tasks: [0, -1]}\n",
     "mine.yaml:4:34: error: expected a parameter's number (0 is the first), 'last' or 'all'"},
    {"pools:\n  - name: x\n    submits:\n      - {function: f, tasks: two}\n",
     "mine.yaml:4:30: error: expected a parameter's number (0 is the first), 'last' or 'all'"},
};
INSTANTIATE_TEST_SUITE_P(UserFile, WrongFile, testing::ValuesIn(Cases));

TEST(UserFile, MadeToHurt) {
  EXPECT_EQ(errorOf(std::string(100000, '[')),
            "mine.yaml:1:1000: error: line is longer than 1000 characters");
  std::string Deep;
  for (int I = 0; I < 300; ++I)
    Deep += "[\n";
  EXPECT_EQ(errorOf(Deep), "mine.yaml:201:1: error: brackets are nested too deeply");
  Deep.clear();
  for (int I = 0; I < 900; ++I)
    Deep += std::string(I, ' ') + "a:\n";
  EXPECT_NE(errorOf(Deep), "");
  EXPECT_NE(errorOf(llvm::StringRef("\0\1\2\xFF\xFE", 5)), "");
}

} // namespace
