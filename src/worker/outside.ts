import { CancelledError, ImportError } from '../core/errors.ts';
import { startOutsideWorker } from './start_worker.ts';

/** What the worker that asks other sites posts. */
export type OutsideAnswer =
  | { readonly kind: 'progress'; readonly bytes: number; readonly total: number | null }
  | { readonly kind: 'done'; readonly blob: Blob; readonly type: string }
  | { readonly kind: 'status'; readonly status: number; readonly text: string }
  /** No answer that the page may read: the browser does not tell why. */
  | { readonly kind: 'blocked'; readonly byPolicy: boolean }
  | { readonly kind: 'broken'; readonly bytes: number }
  | { readonly kind: 'large'; readonly most: number };

/**
 * Fetches the one address the user typed, without cookies and without saying from where, and gives it as a file.
 * @throws ImportError saying what went wrong and what to do, CancelledError
 */
export function fetchTable(
  typed: string,
  progress: (bytes: number, total: number | null) => void,
  signal: AbortSignal,
): Promise<File> {
  return new Promise((resolve, reject) => {
    const address = addressOf(typed); // what it throws rejects
    const worker = startOutsideWorker();
    const end = (settle: () => void): void => {
      worker.terminate();
      settle();
    };
    const stop = (): void => end(() => reject(new CancelledError(`${address.host}: fetching was cancelled`)));
    signal.addEventListener('abort', stop, { once: true });
    worker.addEventListener('error', () =>
      end(() => reject(new ImportError(`${address.host}: part of the app did not load; reload the page`))),
    );
    worker.addEventListener('message', ({ data }: MessageEvent<OutsideAnswer>) => {
      if (data.kind === 'progress') {
        progress(data.bytes, data.total);
        return;
      }
      signal.removeEventListener('abort', stop);
      end(() => {
        if (data.kind === 'done' && !isPage(data.type)) resolve(new File([data.blob], nameOf(address)));
        else reject(new ImportError(refusal(address, data)));
      });
    });
    worker.postMessage(address.href);
  });
}

/** @throws ImportError for what is no address of the secure web */
export function addressOf(typed: string): URL {
  const text = typed.trim();
  const address = URL.canParse(text) ? new URL(text) : null;
  if (address?.protocol === 'https:') return address;
  throw new ImportError(
    address?.protocol === 'http:'
      ? `${text}: the address begins with http://, and browsers do not let a secure page ask there; try https://, or download the file and drop it here`
      : `"${text}" is no web address, expected one that begins with https://; check it`,
  );
}

/** The last part of the path. */
export function nameOf({ pathname }: URL): string {
  const last = pathname.split('/').filter(Boolean).at(-1) ?? '';
  try {
    return decodeURIComponent(last) || 'table.csv';
  } catch {
    return last;
  }
}

const isPage = (type: string): boolean => /^text\/html\b/i.test(type);

const BY_HAND = 'download the file with your browser and drop it here';

/** Why there is no table, and what to do. */
export function refusal({ host }: URL, answer: OutsideAnswer): string {
  switch (answer.kind) {
    case 'status':
      return statusRefusal(host, answer.status, answer.text);
    case 'blocked':
      if (answer.byPolicy)
        return `${host}: where this page is served from, it may not ask other sites at all (Content-Security-Policy); ${BY_HAND}`;
      return (
        `${host}: the browser gave no answer. Either the site cannot be reached, or it does not let other pages read its files ` +
        `(CORS: its answer lacks the header Access-Control-Allow-Origin). Open the address in a new tab; if the file arrives ` +
        `there, drop it here. Files on GitHub can be read by their “Raw” address, also from a gist.`
      );
    case 'broken':
      return `${host}: the connection broke after ${answer.bytes.toLocaleString('en')} bytes; try again`;
    case 'large':
      return `${host}: the file is larger than ${answer.most / 2 ** 30} GiB; ${BY_HAND}`;
    default:
      return `${host}: this address gives a web page, not a table; copy the address of the file itself (on GitHub “Raw”), or ${BY_HAND}`;
  }
}

function statusRefusal(host: string, status: number, text: string): string {
  const said = `${host} answered ${status}${text === '' ? '' : ` ${text}`}`;
  if (status === 404 || status === 410) return `${said}: there is no such file; check the address`;
  if (status === 401 || status === 403)
    return `${said}: it asks who you are, and this page sends no passwords; ${BY_HAND}`;
  return `${said}; try again later, or ${BY_HAND}`;
}
