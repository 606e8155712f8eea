/** The size budget: JavaScript that must arrive before the page shows anything, as it travels. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export const BUDGET_KILOBYTES = 130;

/** Scripts linked from index.html and everything they import statically, each with its size after gzip. */
export function initialScripts(dist) {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const page = new URL('http://localhost/index.html');
  const waiting = [...html.matchAll(/<(?:script|link)[^>]*(?:src|href)="([^"]+\.js)"/g)].map(
    ([, to]) => new URL(to, page),
  );
  const sizes = new Map();
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    const path = join(dist, url.pathname);
    if (sizes.has(url.pathname) || !existsSync(path)) continue;
    const code = readFileSync(path, 'utf8');
    sizes.set(url.pathname, gzipSync(code, { level: 9 }).length / 1000);
    const imports = code.matchAll(/(?:^|[;}\n])(?:import|export)\b[^"'`();]*["'](\.{1,2}\/[^"']+\.js)["']/g);
    for (const [, to] of imports) waiting.push(new URL(to, url));
  }
  return sizes;
}

const dist = join(import.meta.dirname, '..', 'dist');

/** Run by itself: prints the scripts, exits 1 beyond the budget. */
if (process.argv[1] === import.meta.filename) {
  const sizes = initialScripts(dist);
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  for (const [name, size] of sizes) console.log(`${size.toFixed(1).padStart(8)} kB  ${name}`);
  console.log(`${total.toFixed(1).padStart(8)} kB  initial JavaScript, gzip; at most ${BUDGET_KILOBYTES} kB`);
  if (sizes.size === 0) console.log('size: dist/index.html links no script; build the page first');
  process.exitCode = sizes.size > 0 && total <= BUDGET_KILOBYTES ? 0 : 1;
}
