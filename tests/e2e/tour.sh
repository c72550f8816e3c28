#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# tour.sh GPLAN FOLDER [FILE]: the main job without a display, saying what it does. Opens a design
# (the diagnostics sample where none is named), lays it out into an SVG, starts the local backend,
# plans, deploys, verifies, and calls the API as two callers with different roles. Leaves its
# results in FOLDER. Ends with another status than 0 as soon as a step does not do its part.
set -euo pipefail

gplan=$1
folder=$2
file=${3:-}
mkdir -p "$folder"
step=0
server=

finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
}
trap finish EXIT

# headline WORDS…: announces a step.
headline() {
  step=$((step + 1))
  printf '\n%s. %s\n' "$step" "$*"
}

# shown COMMAND…: prints the command as one would type it, and runs it. Of a long output the first
# lines are shown; all of it is kept in a file.
shown() {
  local log=$folder/$step-$1.txt status=0 stream lines most=12
  printf '   $ %s\n' "gplan ${*//$folder\//}"
  "$gplan" "$@" >"$log" 2>"$log.err" || status=$?
  for stream in "$log" "$log.err"; do
    lines=$(wc -l <"$stream")
    head -n "$most" "$stream" | cut -c 1-140 | sed 's/^/   /'
    [ "$lines" -le "$most" ] || printf '   … and %s more, in %s\n' $((lines - most)) "$stream"
    most=4
  done
  return "$status"
}

# call METHOD PATH TOKEN [BODY]: sets `status` and `answer`.
call() {
  local arguments=(-sS -X "$1" -w '\n%{http_code}' "$url$2")
  [ -z "$3" ] || arguments+=(-H @-)
  [ $# -lt 4 ] || arguments+=(-H 'Content-Type: application/json' --data "$4")
  answer=$(printf 'Authorization: Bearer %s\n' "$3" | curl "${arguments[@]}")
  status=${answer##*$'\n'}
  answer=${answer%$'\n'*}
}

# member NAME: that member of the answer, which is JSON.
member() {
  python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1" <<<"$answer"
}

# expect STATUS WHO WHAT: says what came back, and insists on it.
expect() {
  printf '   %-16s %-34s → %s\n' "$2" "$3" "$status"
  if [ "$status" != "$1" ]; then
    printf '   expected %s; the answer was: %s\n' "$1" "$answer" >&2
    exit 1
  fi
}

if [ -z "$file" ]; then
  sample=yes
  file=$folder/diagnostics.gplan
  rm -f "$file" "$file-wal" "$file-shm"
  headline 'A new design from the sample'
  shown new "$file" --sample diagnostics
else
  sample=
  headline "The design $file"
fi
shown info "$file"

headline 'Laid out and drawn'
drawing=$folder/$(basename "${file%.gplan*}").svg
shown render "$file" -o "$drawing"
printf '   %s bytes of SVG in %s\n' "$(stat -c %s "$drawing")" "$drawing"

headline 'The local backend'
rm -f "$folder"/backend.db*
GPLAN_TOKEN=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
export GPLAN_TOKEN
(umask 077 && printf '%s' "$GPLAN_TOKEN" >"$folder/admin-token")
: >"$folder/backend.out"
"$gplan" serve --data "$folder/backend.db" --listen 127.0.0.1:0 \
  --admin-token-file "$folder/admin-token" >"$folder/backend.out" 2>"$folder/backend.log" &
server=$!
for _ in $(seq 200); do
  grep -q '^listening on ' "$folder/backend.out" && break
  kill -0 "$server" 2>/dev/null || { cat "$folder/backend.log" >&2; exit 1; }
  sleep 0.05
done
url=$(sed -n 's/^listening on //p' "$folder/backend.out")
[ -n "$url" ] || { cat "$folder/backend.log" >&2; exit 1; }
printf '   %s\n' "$(cat "$folder/backend.out")"

headline 'What deploying would do'
shown plan "$file" --to "local:$url"

headline 'Deployed'
shown deploy "$file" --to "local:$url" --yes

headline 'Verified: planning again finds nothing to do'
operations=$("$gplan" plan "$file" --to "local:$url" --json 2>/dev/null |
  python3 -c 'import json, sys; print(len(json.load(sys.stdin)["operations"]))')
printf '   %s operations\n' "$operations"
[ "$operations" -eq 0 ]

# account EMAIL ROLE: signs up, and is given the role by the administrator; prints the token.
account() {
  local credentials id token
  credentials="{\"email\": \"$1\", \"password\": \"$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')\"}"
  call POST /api/auth/signup '' "$credentials"
  [ "$status" = 201 ] || { printf '   sign-up: %s %s\n' "$status" "$answer" >&2; return 1; }
  token=$(member token)
  if [ -n "$2" ]; then
    call GET /api/auth/me "$token"
    id=$(member id)
    call PUT "/admin/users/$id/roles" "$GPLAN_TOKEN" "{\"roles\": [\"$2\"]}"
    [ "$status" = 200 ] || { printf '   roles: %s %s\n' "$status" "$answer" >&2; return 1; }
  fi
  printf '%s\n' "$token"
}

headline 'The API, called by two people with different roles'
if [ -n "$sample" ]; then
  technician=$(account tia@example.org lab_technician)
  visitor=$(account vic@example.org '')
  call POST /api/records/instrument "$technician" \
    '{"name": "Centrifuge 3", "model": "CF-16", "serial_number": "16-0042"}'
  expect 201 'lab technician' 'POST /api/records/instrument'
  id=$(member id)
  call GET "/api/records/instrument/$id" "$technician"
  expect 200 'lab technician' 'GET that instrument'
  call GET "/api/records/instrument/$id" "$visitor"
  expect 404 'nobody special' 'GET that instrument'
  call POST /api/records/instrument "$visitor" \
    '{"name": "Mine", "model": "None", "serial_number": "1"}'
  expect 403 'nobody special' 'POST /api/records/instrument'
else
  call GET /api/openapi.json ''
  expect 200 'anybody' 'GET /api/openapi.json'
  call GET /admin/design "$GPLAN_TOKEN"
  expect 200 'administrator' 'GET /admin/design'
  call GET /admin/design ''
  expect 401 'anybody' 'GET /admin/design'
fi

printf '\nDone. The drawing is %s; the backend was stopped, its data is in %s.\n' \
  "$drawing" "$folder/backend.db"
