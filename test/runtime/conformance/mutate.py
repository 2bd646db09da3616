#!/usr/bin/env python3
# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes small changes to the algorithm, one at a time, and demands that the recorded traces notice each.

    mutate.py [--build=DIR] [--compiler=clang++-19] [--only=N]

A change is a replacement of text in lib/src/algorithm.h, thread_local_map.cpp or unobserved.h; the text must be
there exactly once. All other objects are compiled once.
"""

import argparse
import gzip
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SOURCES = ROOT / "lib" / "src"
JDK = ROOT / "test" / "runtime" / "jdk"
ALGORITHM, MAP, SHORT = "algorithm.h", "thread_local_map.cpp", "unobserved.h"

# (file, what stands there, what stands there instead)
CHANGES = [
    (ALGORITHM, "    if (To != I)\n      move(I, To);", "    if (To < I)\n      move(I, To);"),
    (ALGORITHM, "    if (Tab[I].K.stale()) {\n      C.met();\n      expungeStaleEntry(I, Dead, C); //",
     "    if (false) {\n      C.met();\n      expungeStaleEntry(I, Dead, C); //"),
    (ALGORITHM, "if (!Clean && Tab[I].K.stale()) {", "if (false) {"),
    (ALGORITHM, "const bool Removed = !Clean && cleanSomeSlots(I, Size, Dead, C);",
     "const bool Removed = !Clean && cleanSomeSlots(I, Data->length(), Dead, C);"),
    (ALGORITHM, "const bool Removed = !Clean && cleanSomeSlots(I, Size, Dead, C);",
     "const bool Removed = !Clean && cleanSomeSlots(I, Size - 1, Dead, C);"),
    (ALGORITHM, "const bool Removed = !Clean && cleanSomeSlots(I, Size, Dead, C);", "const bool Removed = false;"),
    (ALGORITHM, "if (!Removed && Size >= Data->Threshold)", "if (Size >= Data->Threshold)"),
    (ALGORITHM, "if (!Removed && Size >= Data->Threshold)", "if (!Removed && Size > Data->Threshold)"),
    (ALGORITHM, "      SlotToExpunge = I;\n    }\n\n  for", "      SlotToExpunge = StaleSlot;\n    }\n\n  for"),
    (ALGORITHM, "for (std::uint32_t I = Data->prevIndex(StaleSlot); Tab[I].K; I = Data->prevIndex(I))\n    if (Tab[I].K.stale()) {\n      C.met();\n      SlotToExpunge = I;",
     "for (std::uint32_t I = Data->prevIndex(StaleSlot); Tab[I].K; I = Data->prevIndex(I))\n    if (Tab[I].K.stale()) {\n      C.met();\n      if (SlotToExpunge == StaleSlot)\n        SlotToExpunge = I;"),
    (ALGORITHM, "      std::swap(Tab[I], Tab[StaleSlot]);\n", ""),
    (ALGORITHM, "      C.at(StaleSlot);\n      if (SlotToExpunge == StaleSlot)\n        SlotToExpunge = I;",
     "      C.at(StaleSlot);\n      SlotToExpunge = I;"),
    (ALGORITHM, "      C.at(StaleSlot);\n      if (SlotToExpunge == StaleSlot)\n        SlotToExpunge = I;\n      cleanSomeSlots(expungeStaleEntry(SlotToExpunge, Dead, C), Data->length(), Dead, C);",
     "      C.at(StaleSlot);\n      if (SlotToExpunge == StaleSlot)\n        SlotToExpunge = I;\n      expungeStaleEntry(SlotToExpunge, Dead, C);"),
    (ALGORITHM, "      cleanSomeSlots(expungeStaleEntry(SlotToExpunge, Dead, C), Data->length(), Dead, C);\n      return Old;",
     "      cleanSomeSlots(expungeStaleEntry(SlotToExpunge, Dead, C), Data->Size, Dead, C);\n      return Old;"),
    (ALGORITHM, "      cleanSomeSlots(expungeStaleEntry(SlotToExpunge, Dead, C), Data->length(), Dead, C);\n      return Old;",
     "      expungeStaleEntry(SlotToExpunge, Dead, C);\n      cleanSomeSlots(SlotToExpunge, Data->length(), Dead, C);\n      return Old;"),
    (ALGORITHM, "      C.met();\n      if (SlotToExpunge == StaleSlot)\n        SlotToExpunge = I;\n    }\n  }",
     "      C.met();\n    }\n  }"),
    (ALGORITHM, "      C.met();\n      if (SlotToExpunge == StaleSlot)\n        SlotToExpunge = I;\n    }\n  }",
     "      C.met();\n      SlotToExpunge = I;\n    }\n  }"),
    (ALGORITHM, "if (SlotToExpunge != StaleSlot)\n    cleanSomeSlots(expungeStaleEntry(SlotToExpunge, Dead, C), Data->length(), Dead, C);",
     "if (SlotToExpunge != StaleSlot)\n    expungeStaleEntry(SlotToExpunge, Dead, C);"),
    (ALGORITHM, "  if (SlotToExpunge != StaleSlot)\n    cleanSomeSlots", "  if (false)\n    cleanSomeSlots"),
    (ALGORITHM, "      C.swept(Tab[I].K);\n      Clear(I);\n      continue;", "      continue;"),
    (ALGORITHM, "    std::uint32_t To = Home;\n", "    std::uint32_t To = StaleSlot;\n"),
    (ALGORITHM, "    if (Home == I)\n      continue;", "    if (true)\n      continue;"),
    (ALGORITHM, "  Clear(StaleSlot);\n", "  Clear(StaleSlot);\n  if (true)\n    return Data->nextIndex(StaleSlot);\n"),
    (ALGORITHM, "      I = expungeStaleEntry(I, Dead, C);\n    }\n  } while", "      expungeStaleEntry(I, Dead, C);\n    }\n  } while"),
    (ALGORITHM, "      N = Data->length();\n", ""),
    (ALGORITHM, "      N = Data->length();\n", "      N = Data->length() / 2;\n"),
    (ALGORITHM, "} while ((N >>= 1) != 0);", "} while ((N >>= 1) > 1);"),
    (ALGORITHM, "Data->Threshold - Data->Threshold / 4", "Data->Threshold"),
    (ALGORITHM, "Data->Threshold - Data->Threshold / 4", "Data->Threshold / 2"),
    (ALGORITHM, "  expungeStaleEntries(Dead, C);\n", ""),
    (ALGORITHM, "    expungeStaleEntry(I, Dead, C);\n    return Old;",
     "    Dead.put(Tab[I].Value, Tab[I].K.boxed());\n    Tab[I] = Slot();\n    --Data->Size;\n    return Old;"),
    (SHORT, "    T.Displaced += I != Home;\n", ""),
    (ALGORITHM, "    Data->Displaced -= To == Home;\n", "    Data->Displaced -= 1;\n"),
    (SHORT, "T.Size + 1 >= T.Threshold", "T.Size >= T.Threshold"),
    (SHORT, " || !clean(T))\n    return false;", ")\n    return false;"),
    (SHORT, "(T.Displaced || !clean(T)) && T.slots()", "T.Displaced && T.slots()"),
    (SHORT, "(T.Displaced || !clean(T)) && T.slots()", "!clean(T) && T.slots()"),
    (SHORT, "    --T.Size;\n", ""),
    (MAP, "    New->Displaced += To != New->home(Key::hashOf(State));\n", ""),
    (MAP, "    Child.Data->Displaced += To != Child.Data->home(Key::hashOf(State));\n", ""),
    (MAP, "newTable(Data->length() * 2, std::nothrow)", "newTable(Data->length() * 4, std::nothrow)"),
    (MAP, "    if (!Old[J].K)\n      continue;\n    std::uint64_t State", "    if (!Old[J].K || J == 0)\n      continue;\n    std::uint64_t State"),
    (MAP, "  Child.Data = newTable(Length);", "  Child.Data = newTable(InitialCapacity > Parent.size() ? InitialCapacity : Length);"),
]


def compile_object(options, source, target, include_first):
    subprocess.run([options.compiler, "-std=c++17", "-O1", f"-I{include_first}", f"-I{SOURCES}", f"-I{ROOT / 'lib/include'}",
                    "-c", str(source), "-o", str(target)], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build/mutants", type=Path)
    parser.add_argument("--compiler", default="clang++-19")
    parser.add_argument("--only", type=int, help="number of one change, from 1")
    options = parser.parse_args()
    build = options.build.resolve()
    changed = build / "changed"
    changed.mkdir(parents=True, exist_ok=True)

    # What includes the algorithm is compiled for each change; the rest once.
    mutated = ["thread_local_map.cpp", "operations.cpp"]
    common = []
    for source in [*sorted(SOURCES.rglob("*.cpp")), ROOT / "test/runtime/conformance/conformance.cpp"]:
        if source.name in mutated:
            continue
        common.append(build / (source.name + ".o"))
        compile_object(options, source, common[-1], SOURCES)
    golden = build / "golden.jsonl"
    golden.write_bytes(gzip.open(JDK / "golden.jsonl.gz").read())

    def noticed():
        objects = []
        for name in mutated:
            objects.append(build / ("mutant-" + name + ".o"))
            compile_object(options, changed / name, objects[-1], changed)
        runner = build / "runner"
        subprocess.run([options.compiler, *map(str, common + objects), "-o", str(runner), "-lpthread", "-ldl"], check=True)
        try:
            return subprocess.run([str(runner), str(golden)], capture_output=True, timeout=60).returncode != 0
        except subprocess.TimeoutExpired:
            return True  # it searches for ever

    def write_changed(file=None, old=None, new=None):
        for name in {ALGORITHM, "unobserved.h", *mutated}:  # each finds its neighbours first
            text = (SOURCES / name).read_text()
            if name == file:
                if text.count(old) != 1:
                    raise SystemExit(f"{file}: stands there {text.count(old)} times, not once:\n{old}")
                text = text.replace(old, new)
            (changed / name).write_text(text)

    write_changed()
    if noticed():
        raise SystemExit("the unchanged algorithm already differs from the traces")
    missed = []
    numbered = list(enumerate(CHANGES, 1))
    for number, (file, old, new) in numbered if not options.only else [numbered[options.only - 1]]:
        write_changed(file, old, new)
        seen = noticed()
        print(f"{number:3} {'noticed' if seen else 'MISSED'}: {old.strip().splitlines()[-1].strip()[:70]}", flush=True)
        missed += [] if seen else [number]
    print(f"{len(CHANGES)} changes, {len(missed)} not noticed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
