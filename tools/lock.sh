#!/usr/bin/env bash
# Writes requirements.lock (the program and all its extras) and requirements-dev.lock (those, and what tests and
# releases it): the pins of constraints.txt with the hashes of their files. $1 is uv.
set -euo pipefail
cd "$(dirname "$0")/.."

lock() {
  "$1" pip compile pyproject.toml --all-extras "${@:3}" --constraint constraints.txt --quiet --no-strip-extras \
    --generate-hashes --universal --python-version 3.11 --upgrade --custom-compile-command "make lock" --output-file "$2"
}

lock "$1" requirements.lock
lock "$1" requirements-dev.lock --group dev --group supply
