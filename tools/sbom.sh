#!/usr/bin/env bash
# Writes the bill of materials (CycloneDX 1.6, JSON) of the program with all its extras to $2: of an environment into
# which requirements.lock was installed, each file held to its hash. $1 is the folder of cyclonedx-py.
set -euo pipefail
cd "$(dirname "$0")/.."

bin=$1 out=$2 env=build/supply-env
rm -rf "$env"
mkdir -p "$(dirname "$out")"
bash tools/venv.sh "$env"
"$env/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
"$env/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps .
"$env/bin/python" -m pip check --quiet
"$env/bin/python" -m pip uninstall --quiet --yes pip setuptools 2>/dev/null # the environment's own, no part of the program
"$bin/cyclonedx-py" environment "$env/bin/python" --pyproject pyproject.toml --mc-type application \
  --spec-version 1.6 --output-format JSON --output-reproducible --gather-license-texts --validate --output-file "$out.partial"
mv "$out.partial" "$out"
rm -rf "$env"
echo "$out"
