#!/bin/sh
# Intl prints times for Argentina on a clock of 12 hours without AM or PM.
#
# Package: node (npm), 20.19.0 (ICU 76.1, CLDR 46.0); the same with 18.20.8, 20.20.2 (ICU 78.2, CLDR 48.0), 22.12.0, 24.0.0.
# Behaviour: `new Date(Date.UTC(2019, 0, 25, 21, 7, 3)).toLocaleString('es-AR', { timeZone: 'UTC' })` gives
#   25/1/2019, 09:07:03
# for 21:07:03: the hour is of 12 (resolvedOptions().hourCycle is h12), and nothing says which half of the day is meant. So
# 09:07:03 and 21:07:03 print alike, and a file of such times cannot be put in order. With timeStyle 'medium' the same
# locale prints "9:07:03 p. m.", as es-CO and es-MX do in both.
# Exits 1 if the output changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix "$folder" node@20.19.0 >/dev/null
cat > print.mjs <<'JS'
const print = (hour, options) =>
  new Date(Date.UTC(2019, 0, 25, hour, 7, 3)).toLocaleString('es-AR', { timeZone: 'UTC', ...options });
console.log([print(9), print(21), print(21, { dateStyle: 'short', timeStyle: 'medium' }).replace(/\u00a0|\u202f/g, ' ')].join(' | '));
JS
seen=$("$folder/node_modules/.bin/node" print.mjs)
expected='25/1/2019, 09:07:03 | 25/1/2019, 09:07:03 | 25/1/19, 9:07:03 p. m.'
echo "$seen"
[ "$seen" = "$expected" ]
