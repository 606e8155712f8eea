import { describe, expect, it } from 'vitest';
import { fetchOutside, outsideLimits, type OutsideAnswer, type OutsideOptions } from './outside_fetch.ts';

/** A response as one comes from `url`, after redirections. */
function responseFrom(
  url: string,
  body: ReadableStream<Uint8Array> | string,
  headers: Record<string, string> = {},
): Response {
  const response = new Response(body, { headers });
  Object.defineProperty(response, 'url', { value: url });
  return response;
}

const never = (): Promise<never> => new Promise(() => undefined);

/** A body of some bytes, after which nothing comes and nothing ends. */
const stalling = (): ReadableStream<Uint8Array> =>
  new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(7)), pull: never });

function ask(fetch: OutsideOptions['fetch'], changed: Partial<OutsideOptions> = {}) {
  const told: OutsideAnswer[] = [];
  const tell = (answer: OutsideAnswer): void => void told.push(answer);
  const options = { mayAskInside: false, limits: outsideLimits, fetch, tell, ...changed };
  return { told, answer: fetchOutside('https://data.example/a.csv', options) };
}

const soon = { ...outsideLimits, connectMilliseconds: 20, stallMilliseconds: 20 };

describe('an address that is fetched', () => {
  it('names the host that answered after every redirection, first and last', async () => {
    const { told, answer } = ask(() => Promise.resolve(responseFrom('https://files.example/b.csv', 'user,item\n')));
    expect(await answer).toMatchObject({ kind: 'done', host: 'files.example' });
    expect(told[0]).toEqual({ kind: 'progress', host: 'files.example', bytes: 0, total: null });
  });

  it('is given up where no answer comes, and the request is ended', async () => {
    let signal: AbortSignal | null | undefined;
    const { answer } = ask(
      (_, init) => {
        signal = init?.signal;
        return never();
      },
      { limits: soon },
    );
    expect(await answer).toEqual({ kind: 'silent', seconds: 0.02 });
    expect(signal?.aborted).toBe(true);
  });

  it('is given up where its bytes stop coming', async () => {
    const { answer } = ask(() => Promise.resolve(responseFrom('https://data.example/a.csv', stalling())), {
      limits: soon,
    });
    expect(await answer).toEqual({ kind: 'stalled', host: 'data.example', bytes: 7, seconds: 0.02 });
  });

  it('is refused where it is too large, by what it says of itself or by what comes', async () => {
    const limits = { ...outsideLimits, bytes: 10 };
    const stated = { 'content-length': '11' };
    const says = ask(() => Promise.resolve(responseFrom('https://data.example/a.csv', stalling(), stated)), { limits });
    expect(await says.answer).toEqual({ kind: 'large', host: 'data.example', most: 10 });
    const comes = ask(() => Promise.resolve(responseFrom('https://data.example/a.csv', 'eleven byte')), { limits });
    expect(await comes.answer).toMatchObject({ kind: 'large' });
  });

  it('is refused where it led to a machine of one’s own network, unless the page is on one', async () => {
    const led = (): Promise<Response> => Promise.resolve(responseFrom('https://printer.local/', 'user,item\n'));
    expect(await ask(led).answer).toEqual({ kind: 'inside', host: 'printer.local' });
    expect(await ask(led, { mayAskInside: true }).answer).toMatchObject({ kind: 'done' });
  });

  it('says so where the browser gives no answer, and where the site refuses', async () => {
    expect(await ask(() => Promise.reject(new TypeError('fetch failed'))).answer).toMatchObject({ kind: 'blocked' });
    const gone = new Response('no', { status: 404 });
    expect(await ask(() => Promise.resolve(gone)).answer).toMatchObject({
      kind: 'status',
      status: 404,
      host: 'data.example',
    });
  });
});
