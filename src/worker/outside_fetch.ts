/** Fetches one address within limits of time and size; what it needs of the browser is handed in. */
import { isInside } from './inside.ts';

/** What the worker that asks other sites posts. `host` is the one that answered, after every redirection. */
export type OutsideAnswer =
  | { readonly kind: 'progress'; readonly host: string; readonly bytes: number; readonly total: number | null }
  | { readonly kind: 'done'; readonly host: string; readonly blob: Blob; readonly type: string }
  | { readonly kind: 'status'; readonly host: string; readonly status: number; readonly text: string }
  /** No answer that the page may read: the browser does not tell why. */
  | { readonly kind: 'blocked'; readonly byPolicy: boolean }
  /** No answer within so many seconds. */
  | { readonly kind: 'silent'; readonly seconds: number }
  /** It led to a machine of one's own network. */
  | { readonly kind: 'inside'; readonly host: string }
  | { readonly kind: 'broken'; readonly host: string; readonly bytes: number }
  /** Nothing more came for so many seconds. */
  | { readonly kind: 'stalled'; readonly host: string; readonly bytes: number; readonly seconds: number }
  | { readonly kind: 'large'; readonly host: string; readonly most: number };

export interface OutsideLimits {
  /** Until the site answers, and between two pieces of its answer. */
  readonly connectMilliseconds: number;
  readonly stallMilliseconds: number;
  readonly bytes: number;
}

export const outsideLimits: OutsideLimits = {
  connectMilliseconds: 30_000,
  stallMilliseconds: 30_000,
  bytes: 2 ** 30, // what a browser can hold as one blob without trouble
};

const REPORT_MILLISECONDS = 100;

/** The page's own host may be inside too, on a machine of one's own; then it may ask its neighbours. */
export interface OutsideOptions {
  readonly mayAskInside: boolean;
  readonly limits: OutsideLimits;
  readonly fetch: typeof fetch;
  readonly tell: (progress: OutsideAnswer) => void;
}

const LATE = Symbol('late');

/** What `work` gives; LATE after so many milliseconds. */
function within<T>(milliseconds: number, work: Promise<T>): Promise<T | typeof LATE> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** The last message of a fetch. Sends neither cookies nor a referrer; the browser itself says of which origin the page is. */
export async function fetchOutside(address: string, options: OutsideOptions): Promise<OutsideAnswer> {
  const { limits, mayAskInside } = options;
  const ended = new AbortController();
  const request = { credentials: 'omit', referrerPolicy: 'no-referrer', mode: 'cors', signal: ended.signal } as const;
  try {
    const response = await within(
      limits.connectMilliseconds,
      options.fetch(address, request).catch(() => null),
    );
    if (response === LATE) return { kind: 'silent', seconds: limits.connectMilliseconds / 1000 };
    if (response === null) return { kind: 'blocked', byPolicy: false };
    const { host, hostname } = new URL(response.url || address);
    if (isInside(hostname) && !mayAskInside) return { kind: 'inside', host };
    if (!response.ok) return { kind: 'status', host, status: response.status, text: response.statusText };
    return await received(response, host, options);
  } finally {
    ended.abort(); // what has arrived stays
  }
}

function sizeOf({ headers }: Response): number | null {
  const length = Number(headers.get('content-length') ?? NaN);
  return Number.isFinite(length) && headers.get('content-encoding') === null ? length : null;
}

async function received(response: Response, host: string, { limits, tell }: OutsideOptions): Promise<OutsideAnswer> {
  const total = sizeOf(response);
  const large = { kind: 'large', host, most: limits.bytes } as const;
  if (total !== null && total > limits.bytes) return large;
  tell({ kind: 'progress', host, bytes: 0, total });
  const reader = response.body?.getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  let reported = performance.now();
  for (;;) {
    const next = await within(limits.stallMilliseconds, reader?.read().catch(() => null) ?? Promise.resolve(null));
    if (next === LATE) return { kind: 'stalled', host, bytes, seconds: limits.stallMilliseconds / 1000 };
    if (next === null) return { kind: 'broken', host, bytes };
    if (next.done) break;
    pieces.push(next.value);
    bytes += next.value.length;
    if (bytes > limits.bytes) return large;
    if (performance.now() - reported < REPORT_MILLISECONDS) continue;
    reported = performance.now();
    tell({ kind: 'progress', host, bytes, total });
  }
  return { kind: 'done', host, blob: new Blob(pieces), type: response.headers.get('content-type') ?? '' };
}
