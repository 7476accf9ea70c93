#!/usr/bin/env bash
# Installs tesseract, its French data, and what the tests use (fonts, jq), where they are missing.
set -euo pipefail

have_french() { tesseract --list-langs 2>/dev/null | grep -qx fra; }
have_fonts() { for f in liberation/LiberationSerif-Regular dejavu/DejaVuSans; do [ -f "/usr/share/fonts/truetype/$f.ttf" ] || return 1; done; }
have_jq() { command -v jq >/dev/null; }
have_venv() { python3 -c 'import ensurepip' 2>/dev/null; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

case "$(uname -s)" in
  Linux)
    if have_french && have_fonts && have_jq && have_venv; then exit 0; fi
    if ! command -v apt-get >/dev/null; then
      have_french && exit 0
      echo "Please install tesseract and its French data (fra), then run this again." >&2
      exit 1
    fi
    packages=(tesseract-ocr tesseract-ocr-fra fonts-liberation fonts-dejavu-core jq)
    have_venv || packages+=(python3-venv)
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${packages[@]}" >/dev/null
    ;;
  Darwin)
    have_french && exit 0
    if ! command -v brew >/dev/null; then
      echo "Please install Homebrew (https://brew.sh), or tesseract with its French data, then run this again." >&2
      exit 1
    fi
    brew install tesseract tesseract-lang jq
    ;;
  *)
    have_french && exit 0
    echo "Please install tesseract and its French data (fra), then run this again." >&2
    exit 1
    ;;
esac
