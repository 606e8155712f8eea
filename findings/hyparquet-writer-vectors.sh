#!/bin/sh
# hyparquet-writer 0.17.0: what is guessed of a column without a type. One would guess that a column of vectors, such as embeddings of
# items, becomes a list of floats, and a column of whole numbers what they fit in.
#   - Vectors that are Float32Array become text: JSON of an object with the keys "0", "1", … . Vectors that are arrays become JSON
#     of a list. Neither is a Parquet list, nothing is refused, and they take several times the room.
#   - Whole numbers are INT32 whatever their size: times in milliseconds or counts above 2,147,483,647 are refused with an error, also in
#     a Uint32Array. One number with a fraction among them makes the column DOUBLE, and then they pass.
# A column that says `type: 'DOUBLE'` keeps all of these numbers.
#
# Seen (hyparquet-writer 0.17.0, hyparquet 1.33.0, Node 20.20.2):
#   vectors as Float32Array: BYTE_ARRAY JSON {"0":1.5,"1":2.5}
#   vectors as arrays: BYTE_ARRAY JSON [1.5,2.5]
#   milliseconds: parquet expected int32 value, got 1700000000000
#   milliseconds and a half: DOUBLE
#   milliseconds as DOUBLE: 1700000000000
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund hyparquet-writer@0.17.0 hyparquet@1.33.0 >/dev/null
cat >run.mjs <<'END'
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
const written = async (data, type) => {
  const file = parquetWriteBuffer({ columnData: [{ name: 'a', data, ...(type && { type }) }] });
  const { schema } = parquetMetadata(file);
  const [row] = await parquetReadObjects({ file });
  return { kind: [schema[1].type, schema[1].converted_type].filter(Boolean).join(' '), value: JSON.stringify(row.a) };
};
const seen = [];
for (const [name, vector] of [['Float32Array', Float32Array.of(1.5, 2.5)], ['arrays', [1.5, 2.5]]]) {
  const { kind, value } = await written([vector]);
  seen.push(`vectors as ${name}: ${kind} ${value}`);
}
const milliseconds = 1_700_000_000_000;
seen.push(`milliseconds: ${await written([milliseconds]).then(({ kind }) => kind, ({ message }) => message)}`);
seen.push(`milliseconds and a half: ${(await written([milliseconds, 0.5])).kind}`);
seen.push(`milliseconds as DOUBLE: ${(await written([milliseconds], 'DOUBLE')).value}`);
console.log(seen.join('\n'));
END
node run.mjs >seen.txt
cat seen.txt
cat >expected.txt <<'END'
vectors as Float32Array: BYTE_ARRAY JSON {"0":1.5,"1":2.5}
vectors as arrays: BYTE_ARRAY JSON [1.5,2.5]
milliseconds: parquet expected int32 value, got 1700000000000
milliseconds and a half: DOUBLE
milliseconds as DOUBLE: 1700000000000
END
diff expected.txt seen.txt
