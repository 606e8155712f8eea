#!/bin/sh
# fflate 0.8.3: gunzipSync of a gzip file of two members (RFC 1952, section 2.2; what `cat a.gz b.gz` and bgzip write) neither
# reads on nor throws: it sizes its output by the length of the LAST member and fills it from the FIRST. So a first member
# that is longer comes out cut off, without a word. Its streaming Gunzip reads both members, but throws
# "invalid gzip data" where zeros follow the last one, which gzip(1) and Python's gzip accept (padding of tapes and blocks).
#
# Seen (Node 20.20.2):
#   gunzipSync:             "user"       of "user,item\n" + "1,10"
#   Gunzip:                 "user,item\n1,10"
#   Gunzip, zeros at end:   invalid gzip data
#   node:zlib, either:      "user,item\n1,10"
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund fflate@0.8.3 >/dev/null
cat >run.mjs <<'END'
import { gunzipSync as byNode, gzipSync } from 'node:zlib';
import { Gunzip, gunzipSync } from 'fflate';
const two = Buffer.concat([gzipSync('user,item\n'), gzipSync('1,10')]);
const padded = Buffer.concat([two, Buffer.alloc(512)]);
const text = (bytes) => new TextDecoder().decode(bytes);
function tried(read) {
  try {
    return read();
  } catch (failure) {
    return `throws ${failure.message}`;
  }
}
function streamed(bytes) {
  const pieces = [];
  new Gunzip((piece) => pieces.push(piece)).push(bytes, true);
  return text(Buffer.concat(pieces));
}
const seen = [
  tried(() => text(gunzipSync(two))),
  tried(() => streamed(two)),
  tried(() => streamed(padded)),
  tried(() => text(byNode(padded))),
];
console.log(seen);
const expected = ['user', 'user,item\n1,10', 'throws invalid gzip data', 'user,item\n1,10'];
process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
END
node run.mjs
