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
    options: list = field(default_factory=list)   # CMake's, or those of ./configure
    autotools: bool = False
    autoreconf: bool = False                      # the package's configure is too old for its sources
    really: list = field(default_factory=list)    # sources of programs that the build itself runs (autotools)
    flags: list = field(default_factory=list)     # make's (autotools)
    links: dict = field(default_factory=dict)     # in the sources, as debian/rules makes them: link -> target
    only: list = field(default_factory=list)      # units to look at, as patterns below the sources; all without
    unparsable: list = field(default_factory=list)  # ends of units' names that their own build cannot compile so
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
    # C, with a thread pool of libuv's for the offloaded work and an event loop a worker.
    Project(
        "bind9",
        ["libuv1-dev", "libjson-c-dev", "libidn2-dev", "liblmdb-dev", "libmaxminddb-dev", "libxml2-dev", "libssl-dev",
         "libcap-dev", "libjemalloc-dev", "zlib1g-dev", "libtool", "autoconf", "automake", "bison", "pkg-config"],
        ["--disable-static", "--without-gssapi", "--with-libidn2", "--with-json-c", "--with-lmdb", "--with-maxminddb",
         "--disable-doh"],
        autotools=True, autoreconf=True,
    ),
    # Stands in for varnish, whose source package the mirror lists and does not have: C, worker threads that take
    # connections from a queue.
    Project(
        "apache2",
        ["libapr1-dev", "libaprutil1-dev", "libpcre2-dev", "libnghttp2-dev", "libbrotli-dev", "libcurl4-openssl-dev",
         "libjansson-dev", "libssl-dev", "libxml2-dev", "zlib1g-dev", "libtool"],
        ["--enable-mods-shared=reallyall", "--enable-mpms-shared=worker event prefork", "--enable-http2",
         "--enable-brotli", "--disable-lua"],
        autotools=True, really=["gen_test_char.c"], flags=["LTFLAGS=--silent --tag=CC"],
        unparsable=["server/buildmark.c"],  # its macro is defined by the link rule only
    ),
    Project(
        "trafficserver",
        ["libssl-dev", "tcl-dev", "libexpat1-dev", "libpcre3-dev", "libtool", "autoconf", "automake", "bison", "flex",
         "pkg-config", "libcap-dev", "libmaxminddb-dev", "libboost-dev", "libhwloc-dev", "libxml2-dev",
         "libncurses-dev", "libcurl4-openssl-dev", "libbrotli-dev", "libyaml-cpp-dev", "libunwind-dev"],
        ["--enable-experimental-plugins", "--with-yaml-cpp=/usr", "--disable-silent-rules"],
        autotools=True, autoreconf=True, really=["CompileParseRules.cc"],
    ),
    Project(
        "monero",
        ["libboost-chrono-dev", "libboost-date-time-dev", "libboost-filesystem-dev", "libboost-locale-dev",
         "libboost-program-options-dev", "libboost-regex-dev", "libboost-serialization-dev", "libboost-system-dev",
         "libboost-thread-dev", "libhidapi-dev", "libminiupnpc-dev", "librandomx-dev", "libsodium-dev", "libssl-dev",
         "libunbound-dev", "libzmq3-dev", "rapidjson-dev", "pkg-config", "qttools5-dev-tools", "qttools5-dev"],
        ["-DMANUAL_SUBMODULES=1", "-DBUILD_TESTS=OFF", "-DUSE_DEVICE_TREZOR=OFF"],
        links={"external/supercop": "../Xsupercop"},
    ),
    Project(
        "gdal",
        ["libproj-dev", "libgeos-dev", "libtiff-dev", "libjpeg-dev", "libpng-dev", "libgeotiff-dev", "libsqlite3-dev",
         "libexpat1-dev", "libcurl4-openssl-dev", "libxml2-dev", "libpcre2-dev"],
        ["-DBUILD_TESTING=OFF", "-DBUILD_PYTHON_BINDINGS=OFF", "-DBUILD_JAVA_BINDINGS=OFF",
         "-DBUILD_CSHARP_BINDINGS=OFF", "-DGDAL_USE_GEOTIFF_INTERNAL=OFF"],
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
