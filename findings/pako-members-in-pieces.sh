#!/bin/sh
# pako 3.0.3, class Inflate: a gzip file of two members (RFC 1952, section 2.2) that is pushed in pieces loses every member
# after the first where a piece ends exactly with a member. `err` is 0, every `push` returns true, nothing is thrown.
# Pushed at once, or cut anywhere else, the same bytes come out whole. So the result depends on how the file was cut.
# (pako 2.2.0 gives the same bytes with `err` 0; only its second `push` returns false.)
#
# Seen (Node 20.20.2):
#   at once:             first,second
#   cut inside a member: first,second
#   cut between members: first,    err 0, ended true, push true, true
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund pako@3.0.3 >/dev/null
cat >run.mjs <<'END'
import { gzipSync } from 'node:zlib';
import { Inflate } from 'pako';
const [a, b] = [gzipSync('first,'), gzipSync('second')];
const whole = Buffer.concat([a, b]);
function inflate(...pieces) {
  const inflater = new Inflate();
  const pushed = pieces.map((piece, i) => inflater.push(piece, i === pieces.length - 1));
  return { text: new TextDecoder().decode(inflater.result), err: inflater.err, ended: inflater.ended, pushed };
}
const once = inflate(whole);
const inside = inflate(whole.subarray(0, a.length + 5), whole.subarray(a.length + 5));
const between = inflate(a, b);
console.log({ once, inside, between });
const seen = once.text === 'first,second' && inside.text === 'first,second';
process.exit(seen && between.text === 'first,' && between.err === 0 && between.pushed.every(Boolean) ? 0 : 1);
END
node run.mjs
