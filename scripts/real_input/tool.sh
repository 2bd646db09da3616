# Sourced by scripts/ruling and scripts/bench: the packages, and a fresh tidepool unless --tool names one.
needs_tool=1
for argument in "$@"; do
  case $argument in --tool | --tool=* | --help | -h | --list | --prepare) needs_tool=0 ;; esac
done
scripts/setup build </dev/null
python=()
for package in python3 python3-yaml dpkg-dev patch; do
  dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || python+=("$package")
done
if [[ ${#python[@]} -gt 0 ]]; then
  root=(); [[ $(id -u) -eq 0 ]] || root=(sudo)
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${python[@]}" \
    >/dev/null </dev/null
fi
if [[ $needs_tool -eq 1 ]]; then
  cmake --preset release >/dev/null
  cmake --build --preset release --target tidepool >&2
fi
