#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# run.sh BUILD-FOLDER [NAME] [SECONDS]: runs the fuzzers, each for a while, from their first inputs.
# New inputs are kept in BUILD-FOLDER/fuzz/NAME, findings in BUILD-FOLDER/findings; ends with 1
# where there is one.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$1
shift
only=
seconds=600
for argument in "$@"; do
  case $argument in
    *[!0-9]*) only=$argument ;;
    *) seconds=$argument ;;
  esac
done

findings=$build/findings
mkdir -p "$findings"
failed=0
ran=0

# fuzz PROGRAM NAME: one fuzzer; prints a line on what it did.
fuzz() {
  local program=$1 name=$2 kept=$build/fuzz/$2 log=$build/fuzz/$2.log first=()
  mkdir -p "$kept"
  [ -d "$here/corpus/$name" ] && first=("$here/corpus/$name")
  printf 'fuzz: %s for %s s …\n' "$name" "$seconds" >&2
  ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
    LSAN_OPTIONS=suppressions=$here/../lsan.supp:print_suppressions=0 \
    G_DEBUG=fatal-warnings G_SLICE=always-malloc LC_ALL=C.UTF-8 TZ=UTC \
    "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
    -print_final_stats=1 -artifact_prefix="$findings/$name-" "$kept" "${first[@]}" \
    >"$log" 2>&1
  local status=$? runs
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  ran=$((ran + 1))
  if [ "$status" -eq 0 ]; then
    printf '%s: %s inputs, no finding\n' "$name" "${runs:-0}"
  else
    failed=$((failed + 1))
    printf '%s: a finding after %s inputs; the input is in %s\n' "$name" "${runs:-?}" "$findings"
    tail -n 60 "$log" >&2
  fi
}

for program in "$build"/tests/fuzz/fuzz-*; do
  name=${program##*/fuzz-}
  [ -f "$program" ] && [ -x "$program" ] || continue
  [ -z "$only" ] || [ "$name" = "$only" ] || continue
  fuzz "$program" "$name"
done

if [ "$ran" -eq 0 ]; then
  printf 'dev: no fuzzer is called “%s”\n' "$only" >&2
  exit 2
fi
printf '%s fuzzers, %s with findings\n' "$ran" "$failed"
[ "$failed" -eq 0 ]
