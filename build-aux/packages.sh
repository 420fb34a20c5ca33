# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What Gesso needs from the distribution, and how the scripts beside this one get it. Sourced, not run.

gesso_build_packages=(
  gcc libc6-dev pkg-config meson ninja-build gettext python3
  libglib2.0-dev libglib2.0-bin libgtk-4-dev libadwaita-1-dev libsoup-3.0-dev libjson-glib-dev
  libgdk-pixbuf-2.0-dev libsqlite3-dev libsecret-1-dev libgexiv2-dev libseccomp-dev libcairo2-dev
  libarchive-dev libpango1.0-dev libjpeg-dev
  libgtk-4-bin desktop-file-utils libxml2-utils
)
gesso_run_packages=(
  adwaita-icon-theme librsvg2-common webp-pixbuf-loader bubblewrap glib-networking ca-certificates fonts-cantarell
)
gesso_test_packages=(
  xvfb xauth xdotool xclip x11-utils dbus dbus-bin appstream binutils sqlite3
  at-spi2-core gir1.2-atspi-2.0 gir1.2-gtk-4.0 python3-gi fonts-dejavu-core libimage-exiftool-perl
)

gesso_say() {
  printf '%s\n' "gesso: $*" >&2
}

gesso_fail() {
  gesso_say "$*"
  exit 1
}

# gesso_need PACKAGE…: installs what is missing, saying so.
gesso_need() {
  local missing=() package as_root=()
  if ! command -v apt-get > /dev/null || ! command -v dpkg-query > /dev/null; then
    # Another distribution has other names; what counts is that the build finds its libraries.
    if pkg-config --exists gtk4 libadwaita-1 libsoup-3.0 json-glib-1.0 sqlite3 libsecret-1 gexiv2 libseccomp libarchive libjpeg pangocairo 2> /dev/null \
      && command -v meson > /dev/null && command -v ninja > /dev/null; then
      return
    fi
    gesso_fail "this is not a Debian-like system. Install what these Debian packages contain, then try again: $*"
  fi
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo > /dev/null || gesso_fail "missing: ${missing[*]}. Install them as root with: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  gesso_say "installing ${missing[*]}"
  "${as_root[@]}" apt-get update -qq >&2 || gesso_say "the package lists could not be refreshed; trying with those that are here"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 \
    || gesso_fail "the packages could not be installed"
}

# gesso_set_up FOLDER [MESON OPTION…]: sets the build folder up once.
gesso_set_up() {
  local folder=$1
  shift
  if [ ! -f "$folder/build.ninja" ]; then
    meson setup "$folder" "$@" >&2 || gesso_fail "the build could not be set up; see $folder/meson-logs/meson-log.txt"
  fi
}

# gesso_build FOLDER [MESON OPTION…]: sets the build folder up once, then builds.
gesso_build() {
  gesso_set_up "$@"
  ninja -C "$1" >&2 || gesso_fail "the build failed"
}
