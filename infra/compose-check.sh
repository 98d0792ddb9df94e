#!/usr/bin/env bash
# Holds docker-compose.yml against Docker Compose itself, for every profile. Needs no Docker engine: where `docker compose` is not installed, it is built from its sources once
# (Go, some two minutes, 96 MB) and kept in the cache.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

VERSION=v2.39.4
cache="${RAPPORT_TEST_ENGINES_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/rapport-engines}"
program="$cache/docker-compose-$VERSION"

build() {
  command -v go >/dev/null || { echo 'neither `docker compose` nor Go is installed' >&2; exit 1; }
  local sources
  sources="$(mktemp -d)"
  printf 'module rapport/compose\n\ngo 1.23\n\nrequire github.com/docker/compose/v2 %s\n' "$VERSION" >"$sources/go.mod"
  printf '//go:build tools\n\npackage compose\n\nimport _ "github.com/docker/compose/v2/cmd"\n' >"$sources/tools.go"
  mkdir -p "$cache"
  (cd "$sources" && go build -mod=mod -o "$program.part" github.com/docker/compose/v2/cmd)
  mv "$program.part" "$program"
  rm -rf "$sources"
}

compose() {
  if docker compose version >/dev/null 2>&1; then docker compose "$@"; else "$program" "$@"; fi
}

docker compose version >/dev/null 2>&1 || [[ -x "$program" ]] || build

# check SERVICES OPTION…: Compose accepts the file, and these are the services that it would start.
check() {
  local expected="$1" services
  shift
  services="$(compose "$@" config --services | sort | tr '\n' ' ')"
  compose "$@" config --quiet
  if [[ "$services" != "$expected " ]]; then
    echo "compose $*: would start $services, not $expected" >&2
    exit 1
  fi
  echo "compose $*: $services"
}

check 'back-office eventstoredb front-office kafka mongodb projector'
check 'back-office eventstoredb eventstoredb-2 eventstoredb-3 front-office kafka mongodb projector' --env-file infra/compose/cluster.env
check 'back-office eventstoredb front-office grafana kafka mongodb projector prometheus' --profile dashboards
check 'back-office eventstoredb eventstoredb-2 eventstoredb-3 front-office grafana kafka mongodb projector prometheus' --profile '*'
