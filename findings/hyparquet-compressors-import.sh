#!/bin/sh
# hyparquet-compressors 1.1.2 (npm): importing it compiles WebAssembly, whichever codec is wanted. `src/compressors.js` calls
# hysnappy's `snappyUncompressor()` when it is loaded, and the index exports from it, so that a page whose
# Content-Security-Policy does not allow 'wasm-unsafe-eval' cannot import even `decompressBrotli`, which is JavaScript. A
# bundler does not drop the call either. Importing `hyparquet-compressors/src/brotli.js` works; it has no types.
#
# Node 20; a policy is stood for by a WebAssembly.Module that throws, as it does in a page. Exits 0 where this is seen, 1
# where it has changed.
set -e
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent hyparquet-compressors@1.1.2 >/dev/null
cat >look.mjs <<'SCRIPT'
WebAssembly.Module = class {
  constructor() {
    throw new WebAssembly.CompileError('refused by Content-Security-Policy');
  }
};
const tried = (path) => import(path).then(() => 'imported', (failure) => failure.message);
const index = await tried('hyparquet-compressors');
const brotli = await tried('hyparquet-compressors/src/brotli.js');
console.log({ index, brotli });
process.exitCode = index === 'refused by Content-Security-Policy' && brotli === 'imported' ? 0 : 1;
SCRIPT
node look.mjs
