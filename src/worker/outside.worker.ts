/**
 * The only script that may ask other sites (its own Content-Security-Policy says so; see public/_headers). It knows the one
 * address that the user typed and nothing of their data: it fetches that and hands the bytes to the page.
 */
import type { OutsideAnswer } from './outside.ts';

/** What a browser can hold as one blob without trouble. */
const MOST_BYTES = 2 ** 30;
const REPORT_MILLISECONDS = 100;

const tell = (answer: OutsideAnswer): void => self.postMessage(answer);

async function fetchTable(address: string): Promise<OutsideAnswer> {
  const options = { credentials: 'omit', referrerPolicy: 'no-referrer', mode: 'cors' } as const;
  const response = await fetch(address, options).catch(() => null);
  if (response === null) return { kind: 'blocked', byPolicy };
  if (!response.ok) return { kind: 'status', status: response.status, text: response.statusText };
  const length = Number(response.headers.get('content-length') ?? NaN);
  const total = Number.isFinite(length) && response.headers.get('content-encoding') === null ? length : null;
  const reader = response.body?.getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  let reported = performance.now();
  for (;;) {
    const next = (await reader?.read().catch(() => null)) ?? null;
    if (next === null) return { kind: 'broken', bytes };
    if (next.done) break;
    pieces.push(next.value);
    bytes += next.value.length;
    if (bytes > MOST_BYTES) return { kind: 'large', most: MOST_BYTES };
    if (performance.now() - reported < REPORT_MILLISECONDS) continue;
    reported = performance.now();
    tell({ kind: 'progress', bytes, total });
  }
  return { kind: 'done', blob: new Blob(pieces), type: response.headers.get('content-type') ?? '' };
}

/** Whether the host's own policy forbade the request. */
let byPolicy = false;
self.addEventListener('securitypolicyviolation', () => {
  byPolicy = true;
});
self.addEventListener('message', ({ data }: MessageEvent<string>) => void fetchTable(data).then(tell));
