import { CancelledError, ImportError } from '../core/errors.ts';
import { isInside } from './inside.ts';
import type { OutsideAnswer } from './outside_fetch.ts';
import { startOutsideWorker } from './start_worker.ts';

/** How far a fetch is, and the host that answers, after every redirection. */
export interface Fetching {
  readonly host: string;
  readonly bytes: number;
  readonly total: number | null;
}

/**
 * Fetches the one address the user typed, without cookies, and gives it as a file. The browser tells that site the origin
 * of this page, as it does with every request to another.
 * @throws ImportError saying what went wrong and what to do, CancelledError
 */
export async function fetchTable(
  typed: string,
  progress: (fetching: Fetching) => void,
  signal: AbortSignal,
): Promise<File> {
  const address = ofHub(addressOf(typed, location.hostname));
  const answer = await askOutside(address, progress, signal);
  if (answer.kind === 'done' && !isPage(answer.type)) return new File([answer.blob], nameOf(address));
  throw new ImportError(refusal(address, answer));
}

/** How one address is asked, in a worker of its own. @throws ImportError where the worker does not load, CancelledError */
export type AskOutside = (
  address: URL,
  progress: (fetching: Fetching) => void,
  signal: AbortSignal,
) => Promise<OutsideAnswer>;

export const askOutside: AskOutside = (address, progress, signal) =>
  new Promise((resolve, reject) => {
    const worker = startOutsideWorker();
    const end = (settle: () => void): void => {
      worker.terminate();
      settle();
    };
    const stop = (): void => end(() => reject(new CancelledError(`${address.host}: fetching was cancelled`)));
    if (signal.aborted) {
      stop();
      return;
    }
    signal.addEventListener('abort', stop, { once: true });
    worker.addEventListener('error', () =>
      end(() => reject(new ImportError(`${address.host}: part of the app did not load; reload the page`))),
    );
    worker.addEventListener('message', ({ data }: MessageEvent<OutsideAnswer>) => {
      if (data.kind === 'progress') {
        progress(data);
        return;
      }
      signal.removeEventListener('abort', stop);
      end(() => resolve(data));
    });
    worker.postMessage(address.href);
  });

/**
 * @param pageHost where this page is: one on a machine of one's own network may ask others there
 * @throws ImportError for what is no address of the secure web, and for machines of one's own network
 */
export function addressOf(typed: string, pageHost: string): URL {
  const text = typed.trim();
  const address = URL.canParse(text) ? new URL(text) : null;
  if (address?.protocol === 'https:') {
    if (!isInside(address.hostname) || isInside(pageHost)) return address;
    throw new ImportError(`${address.host} is ${INSIDE}`);
  }
  throw new ImportError(
    address?.protocol === 'http:'
      ? `${text}: the address begins with http://, and browsers do not let a secure page ask there; try https://, or download the file and drop it here`
      : `"${text}" is no web address, expected one that begins with https://; check it`,
  );
}

/**
 * The file that is meant by the page of a model on the Hugging Face hub, or by that of a file there: huggingface.co/OWNER/NAME is its model.safetensors. Any other
 * address as it is.
 */
export function ofHub(address: URL): URL {
  if (address.hostname !== 'huggingface.co') return address;
  const [owner, name, kind, revision = 'main', ...path] = address.pathname.split('/').filter(Boolean);
  if (name === undefined || owner === 'datasets' || owner === 'spaces') return address;
  if (kind === undefined || (kind === 'tree' && path.length === 0)) {
    return new URL(`/${owner}/${name}/resolve/${revision}/model.safetensors`, address);
  }
  return kind === 'blob' ? new URL(`/${[owner, name, 'resolve', revision, ...path].join('/')}`, address) : address;
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

export const isPage = (type: string): boolean => /^text\/html\b/i.test(type);

const BY_HAND = 'download the file with your browser and drop it here';

const INSIDE = `a machine of your own network, and a page of the public web asks none there; ${BY_HAND}`;

/** Why there is no table, and what to do. */
export function refusal({ host: asked }: URL, answer: OutsideAnswer): string {
  const host = 'host' in answer && answer.host !== asked ? `${asked}, which led to ${answer.host},` : asked;
  switch (answer.kind) {
    case 'silent':
      return `${host}: no answer within ${answer.seconds} seconds; try again later, or ${BY_HAND}`;
    case 'inside':
      return `${asked} led to ${answer.host}, ${INSIDE}`;
    case 'stalled':
      return `${host}: nothing more came for ${answer.seconds} seconds, after ${answer.bytes.toLocaleString('en')} bytes; try again later, or ${BY_HAND}`;
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
