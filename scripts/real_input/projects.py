"""The real projects: what each needs so that its units parse, and how CMake configures it."""

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PINS = ROOT / "test" / "ruling"


def cache() -> Path:
    """Where sources and build trees live; nothing in here is part of the repository."""
    default = Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")) / "tidepool-ruling"
    return Path(os.environ.get("TIDEPOOL_RULING_DIR", default)).expanduser().resolve()


@dataclass
class Project:
    name: str
    packages: list = field(default_factory=list)  # headers that the units include
    options: list = field(default_factory=list)   # CMake
    base: str = ""    # a seeded project is another one plus a patch with known defects

    @property
    def package(self) -> str:
        return self.base or self.name

    @property
    def build(self) -> Path:
        return cache() / f"{self.name}-build"

    @property
    def pins(self) -> Path:
        return PINS / f"{self.name}.yaml"

    @property
    def patch(self) -> Path:
        return PINS / "seeded" / f"{self.base}.patch"

    def source(self) -> Path | None:
        """The unpacked source tree, or None as long as there is none."""
        if self.base:
            tree = cache() / f"{self.name}-source"
            return tree if tree.is_dir() else None
        trees = sorted(p for p in cache().glob(f"{self.name}-[0-9]*") if (p / "debian").is_dir())
        return trees[-1] if trees else None


# Tests and examples stay out: they double the time and hold no thread-locals of their own interest.
# The options are otherwise those of the package's debian/rules.
PROJECTS = [
    Project(
        "rocksdb",
        ["libgflags-dev", "libsnappy-dev", "libbz2-dev", "zlib1g-dev", "liblz4-dev", "libzstd-dev"],
        ["-DWITH_BZ2=ON", "-DWITH_LZ4=ON", "-DWITH_ZLIB=ON", "-DWITH_ZSTD=ON", "-DWITH_SNAPPY=ON",
         "-DWITH_GFLAGS=ON", "-DWITH_LIBURING=OFF", "-DPORTABLE=ON", "-DFAIL_ON_WARNINGS=OFF",
         "-DROCKSDB_BUILD_SHARED=OFF", "-DWITH_TESTS=OFF", "-DWITH_BENCHMARK_TOOLS=OFF",
         "-DWITH_TOOLS=ON", "-DWITH_CORE_TOOLS=ON", "-DWITH_TRACE_TOOLS=ON"],
    ),
    Project(
        "poco",
        ["libexpat1-dev", "default-libmysqlclient-dev", "libpcre3-dev", "libsqlite3-dev", "libpq-dev",
         "libssl-dev", "unixodbc-dev", "zlib1g-dev"],
        ["-DENABLE_TESTS=OFF", "-DPOCO_UNBUNDLED=ON"],
    ),
    Project(
        "onetbb",
        ["libhwloc-dev", "pkg-config"],
        ["-DTBB_TEST=OFF", "-DTBB4PY_BUILD=OFF", "-DTBB_STRICT=OFF"],
    ),
    Project("rocksdb-seeded", base="rocksdb"),
    Project("poco-seeded", base="poco"),
]


def find(name: str) -> Project:
    for project in PROJECTS:
        if project.name == name:
            return project
    print(f"no project '{name}'; there are: {', '.join(p.name for p in PROJECTS)}", file=sys.stderr)
    raise SystemExit(2)
