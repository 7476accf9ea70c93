#!/usr/bin/env bash
# Installs Chromium, in which the tests open the review, where it is missing. Where the system has no package of it
# (Ubuntu's is a snap), those tests are skipped, and say so.
set -euo pipefail

for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then exit 0; fi
done

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

if [ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null && grep -q '^ID=debian' /etc/os-release; then
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
else
  echo "Chromium is not installed: the tests that open the review in it will be skipped." >&2
fi
