#!/bin/sh
# hyparquet 1.33.0 (npm), Node 20: what becomes of valid values that DuckDB 1.5.6 and pyarrow 25.0.1 wrote (the files are below).
#
# 1. parquetReadObjects refuses a table of which one column is an INTERVAL: "parquet interval not supported". Naming the
#    other columns in `columns` reads them.
# 2. A MAP becomes an object, so keys that are whole numbers change their order: ("10", "2") comes out as ("2", "10").
# 3. A DECIMAL becomes a double: 12345678901234567.89 comes out as 12345678901234568, with nothing said.
# 4. A TIMESTAMP in microseconds becomes a Date, which ends at milliseconds: .123456 comes out as .123.
#
# Exits 0 where all four are seen, 1 where one has changed.
set -e
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent hyparquet@1.33.0 >/dev/null
cat >look.mjs <<'SCRIPT'
import { parquetReadObjects } from 'hyparquet';

const fileOf = (text) => {
  const bytes = Buffer.from(text, 'base64');
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  return { byteLength: buffer.byteLength, slice: (from, to) => buffer.slice(from, to) };
};
// duckdb: copy (select 1 as id, interval 3 days as span) to 'f.parquet'
const interval = fileOf('UEFSMRUAFRQVGCwVAhUAFQYVBgAACiQCAAAAAgEBAAAAFQAVJBUoLBUCFQAVBhUGAAASRAIAAAACAQAAAAADAAAAAAAAABUCGTw1ABgNZHVja2RiX3NjaGVtYRUEABUCJQIYAmlkJSIAFQ4VGBUCGARzcGFuJSoAFgIZHBksJgAcFQIZFQAZGAJpZBUCFgIWNhY6Jgg8GAQBAAAAGAQBAAAAFgAoBAEAAAAYBAEAAAAREQAAACYAHBUOGQUZGARzcGFuFQIWAhZGFkomQgAAFnwWAiYIFoQBACgoRHVja0RCIHZlcnNpb24gdjEuNS42IChidWlsZCAwNjljYzlmOWI1KRksHAAAHAAAAMYAAABQQVIx');
// pyarrow: a map of strings, a decimal128(19, 2), a timestamp('us')
const others = fileOf('UEFSMRUAFS4VLiwVBBUAFQYVBhwAAAACAAAAAwICAAAABAICAAAAMTABAAAAMhUAFT4VPiwVBBUAFQYVBhwAAAACAAAAAwICAAAABAMFAAAAZmlyc3QGAAAAc2Vjb25kFQAVHhUeLBUCFQAVBhUGHAAAAAIAAAACAQARIhD0femBFRUAFRwVHCwVAhUAFQYVBhwAAAACAAAAAgFAIiAYJAoGABUEGXw1ABgGc2NoZW1hFQYANQIYAW0VAhUCTCwAAAA1BBgJa2V5X3ZhbHVlFQQAFQwlABgDa2V5JQBMHAAAABUMJQIYBXZhbHVlJQBMHAAAABUOFRIVAhgBZCUKFQQVJixcFQQVJgAAABUEJQIYAXQlFEyMEhwsAAAAAAAWAhkcGUwmABwVDBklBgAZOAFtCWtleV92YWx1ZQNrZXkVABYEFlQWVCYISRwVABUAFQIAPBYGGSYCAhk2AAAEAAAAJgAcFQwZJQYAGTgBbQlrZXlfdmFsdWUFdmFsdWUVABYEFmQWZCZcSRwVABUAFQIAPBYWGSYCAhlGAAAABAAAACYAHBUOGSUGABkYAWQVABYCFkQWRCbAAUkcFQAVABUCADwpBhkmAAIAAAAmABwVBBklBgAZGAF0FQAWAhZCFkImhAJJHBUAFQAVAgA8KQYZJgACAAAAFr4CFgImCBa+AgAoIHBhcnF1ZXQtY3BwLWFycm93IHZlcnNpb24gMjUuMC4xGUwcAAAcAAAcAAAcAAAAkQEAAFBBUjE=');

const refusal = await parquetReadObjects({ file: interval }).then(() => 'read', (failure) => failure.message);
const chosen = await parquetReadObjects({ file: interval, columns: ['id'] });
const [{ m, d, t }] = await parquetReadObjects({ file: others });
const seen = { refusal, chosen: chosen.length, keys: Object.keys(m).join(), d, t: t.toISOString() };
console.log(seen);
const expected = {
  refusal: 'parquet interval not supported',
  chosen: 1,
  keys: '2,10',
  d: 12345678901234568,
  t: '2023-11-14T22:13:20.123Z',
};
process.exitCode = Object.keys(expected).every((key) => seen[key] === expected[key]) ? 0 : 1;
SCRIPT
node look.mjs
