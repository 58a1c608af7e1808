# Sourced by run and test: what a bare Debian 12 needs, and how to get it.
# shellcheck shell=bash

build_packages=(
    build-essential cmake ninja-build ccache mold pkg-config git ca-certificates
    qt6-base-dev qt6-svg-dev qt6-websockets-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
    qtkeychain-qt6-dev libsqlite3-dev libspdlog-dev libexpected-dev libssl-dev libicu-dev libhunspell-dev libical-dev
)
run_packages=(
    qt6-image-formats-plugins libqt6svg6 hunspell-en-us tzdata
    fonts-dejavu-core fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji
)
headless_packages=(xvfb xauth openbox procps)
test_packages=(
    libgtest-dev libgmock-dev libbenchmark-dev
    dbus dbus-daemon gnome-keyring libsecret-tools at-spi2-core sqlite3 python3
    desktop-file-utils
)

# Installs those of its arguments that are missing; asks nothing.
need() {
    local missing=() name
    for name in "$@"; do
        dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || missing+=("$name")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    echo "Installing ${#missing[@]} packages that are missing: ${missing[*]}"
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || {
            echo "Packages are missing, and this user may not install them. Run this as root, or install sudo." >&2
            exit 1
        }
        root=(sudo)
    fi
    export DEBIAN_FRONTEND=noninteractive
    "${root[@]}" apt-get update -qq
    "${root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# configure_and_build PRESET [cmake options...]
configure_and_build() {
    local preset=$1
    shift
    cmake --preset "$preset" "$@" >"build-$preset.log" 2>&1 || {
        cat "build-$preset.log" >&2
        rm -f "build-$preset.log"
        exit 1
    }
    mkdir -p build && mv "build-$preset.log" "build/configure-$preset.log"
    cmake --build --preset "$preset"
}
