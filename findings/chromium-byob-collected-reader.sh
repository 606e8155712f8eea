#!/bin/sh
# Chromium 156.0.8078.108 (Debian 12), in a dedicated worker: `blob.stream().getReader({ mode: 'byob' })` and an awaited
# `reader.read(view)` never settle where the garbage collector runs before the bytes arrive: neither bytes nor an error. The pending
# read is held by the stream, and nothing in the browser holds the stream, though the code that awaits it is waiting and the blob is
# referred to. Default readers of the same stream, `blob.arrayBuffer()` and decompression behind a pipe are answered every time;
# so is the byob reader where the reader, the stream or the promise is referred to from outside until the answer.
#
# The garbage collector is called over and over (--expose-gc) to show at the first read what else takes hundreds of files. Needs a
# Chromium: the variable CHROMIUM, else /usr/bin/chromium.
#
# Seen (playwright-core 1.55.0, Node 20.20.2):
#   default reader:          { answered: 500, silent: 0 }
#   byob reader:             { answered: 0, silent: 1 } (in one of four runs 2 were answered first)
#   byob reader, referred to: { answered: 500, silent: 0 }
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm install --silent --no-audit --no-fund playwright-core@1.55.0 >/dev/null
cat >worker.js <<'END'
const held = new Set();
async function byDefault(blob) {
  const reader = blob.stream().getReader();
  while (!(await reader.read()).done);
}
async function byByob(blob, hold) {
  const reader = blob.stream().getReader({ mode: 'byob' });
  if (hold) held.add(reader);
  let view = new Uint8Array(1024);
  for (;;) {
    const { done, value } = await reader.read(view);
    if (done) break;
    view = new Uint8Array(value.buffer);
  }
  held.delete(reader);
}
const ways = { default: byDefault, byob: (blob) => byByob(blob, false), held: (blob) => byByob(blob, true) };
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
onmessage = async ({ data: way }) => {
  const blob = new Blob(['x'.repeat(700)]);
  let answered = 0;
  let silent = 0;
  for (let call = 0; call < 500 && silent === 0; call++) {
    let over = false;
    let failure = null;
    ways[way](blob).then(
      () => (over = true),
      (error) => (failure = error),
    );
    for (const began = performance.now(); !over && performance.now() - began < 4000; ) {
      if (failure !== null) throw failure;
      gc();
      await turn();
    }
    if (over) answered++;
    else silent++;
  }
  postMessage({ answered, silent });
};
END
cat >run.mjs <<'END'
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';
const server = createServer(({ url }, answer) => {
  answer.setHeader('content-type', url === '/worker.js' ? 'text/javascript' : 'text/html');
  answer.end(url === '/worker.js' ? readFileSync('worker.js') : '<p>a page');
}).listen(0);
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--js-flags=--expose-gc'] });
const page = await browser.newPage();
await page.goto(`http://localhost:${server.address().port}/`);
const tried = (way) =>
  page.evaluate(
    (given) =>
      new Promise((resolve, reject) => {
        const worker = new Worker('/worker.js');
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(given);
      }),
    way,
  );
const [usual, byob, held] = [await tried('default'), await tried('byob'), await tried('held')];
console.log(`Chromium ${browser.version()}`, { usual, byob, held });
await browser.close();
server.close();
process.exit(usual.answered === 500 && byob.silent > 0 && held.answered === 500 ? 0 : 1);
END
node run.mjs
