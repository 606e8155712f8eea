#!/bin/sh
# modern-tar 0.8.6: a sparse file in an archive of GNU tar (`tar -S`, type S) is given as a plain "file", with the bytes that
# are stored and not those of the file: the holes are missing, `size` is that of what is stored, and nothing in the header
# tells (no type, no `pax`), also with `strict`. Where the file has more than four stretches of data, its map takes a further
# block, which is then read as content, and strict reading ends with "Invalid EOF." or at an invalid header.
#
# Seen (Node 20.20.2, GNU tar 1.34) of a file of 2,000,000 bytes with "x" at 1,000,000:
#   file holes.bin, size 4096 or so (one stretch of the file), and no word of 2,000,000
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund modern-tar@0.8.6 >/dev/null
python3 - <<'END'
with open('holes.bin', 'wb') as out:
    out.truncate(2_000_000)
    out.seek(1_000_000)
    out.write(b'x')
END
tar --format=gnu -S -cf few.tar holes.bin
python3 -c "
import tarfile
member = tarfile.open('few.tar').getmembers()[0]
assert member.issparse() and member.size == 2_000_000, 'the file system keeps no holes here'"
cat >run.mjs <<'END'
import { readFileSync } from 'node:fs';
import { unpackTar } from 'modern-tar';
const [{ header, data }] = await unpackTar(readFileSync('few.tar'), { strict: true });
console.log({ type: header.type, name: header.name, size: header.size, pax: header.pax, bytes: data.length });
process.exit(header.type === 'file' && header.pax === undefined && data.length < 100_000 ? 0 : 1);
END
node run.mjs
