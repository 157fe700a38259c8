#!/bin/sh
# The browser tests need Debian's Chromium and a Chinese font: installed here by root, else named.
set -eu
if command -v chromium > /dev/null && fc-list :lang=zh 2> /dev/null | grep -q .; then
    exit 0
fi
packages="chromium fonts-noto-cjk fontconfig"
if [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
    echo "browser: installing $packages"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages > /dev/null
else
    echo "browser tests are skipped without Chromium: apt-get install $packages" >&2
fi
