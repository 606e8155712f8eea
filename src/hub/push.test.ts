import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pushToHub } from './push.ts';
import type { Push } from './wish.ts';

const TOKEN = 'hf_secretsecret';
const files = [
  { path: 'README.md', content: new TextEncoder().encode('# A card') },
  { path: 'model.safetensors', content: Uint8Array.from({ length: 5000 }, (_, i) => i % 251) },
];
const given: Push = { repository: 'ann/shop', token: TOKEN, private: true, files };
const sha = createHash('sha256').update(files[1].content).digest('hex');

/** What the hub was asked, in its order. */
let asked: { readonly line: string; readonly token: string | undefined; readonly body: Buffer }[];
let server: Server;
let hub: string;
let making: number;

/** As the hub answers: a repository, which files are large, where they go, a commit. */
function answer({ method, url = '' }: IncomingMessage): { readonly status?: number; readonly json?: object } {
  const line = `${method} ${url}`;
  if (line === 'POST /api/repos/create')
    return { status: making, json: { url: `${hub}/ann/shop`, id: '1', error: `no, ${TOKEN}` } };
  if (url.includes('/preupload/')) {
    return {
      json: { files: files.map(({ path }) => ({ path, uploadMode: path.endsWith('.md') ? 'regular' : 'lfs' })) },
    };
  }
  if (url.endsWith('/lfs/objects/batch')) {
    const upload = { href: `${hub}/storage/${sha}`, header: {} };
    return { json: { transfer: 'basic', objects: [{ oid: sha, size: 5000, actions: { upload } }] } };
  }
  if (url.includes('/commit/')) return { json: { commitOid: 'c0ffee', commitUrl: `${hub}/ann/shop/commit/c0ffee` } };
  return {};
}

beforeEach(async () => {
  [asked, making] = [[], 200];
  server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const token = request.headers.authorization;
      asked.push({ line: `${request.method} ${request.url}`, token, body });
      const { status = 200, json = {} } = answer(request);
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  hub = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => server.close());

describe('a push to the hub', () => {
  it('makes a private repository, sends large files to the storage that is named, and commits', async () => {
    expect(await pushToHub(given, { hub })).toEqual({ address: `${hub}/ann/shop`, commit: 'c0ffee' });
    expect(asked.map(({ line }) => line)).toEqual([
      'POST /api/repos/create',
      'POST /api/models/ann/shop/preupload/main',
      'POST /ann/shop.git/info/lfs/objects/batch',
      `PUT /storage/${sha}`,
      'POST /api/models/ann/shop/commit/main',
    ]);
    expect(JSON.parse(asked[0].body.toString())).toMatchObject({
      name: 'shop',
      organization: 'ann',
      visibility: 'private',
    });
    expect(new Uint8Array(asked[3].body)).toEqual(files[1].content);
    // The storage is told no token; whatever else is asked is.
    expect(asked.map(({ token }) => token)).toEqual(
      [0, 1, 2, 3, 4].map((i) => (i === 3 ? undefined : `Bearer ${TOKEN}`)),
    );
    const lines = asked[4].body
      .toString()
      .split('\n')
      .map((line) => JSON.parse(line) as { key: string; value: object });
    expect(lines.map(({ key }) => key)).toEqual(['header', 'file', 'lfsFile']);
    expect(lines[2].value).toMatchObject({ path: 'model.safetensors', oid: sha, size: 5000 });
  });

  it('goes on where the repository is there already, and says what the hub refuses without the token', async () => {
    making = 409;
    expect(await pushToHub(given, { hub })).toMatchObject({ commit: 'c0ffee' });
    const refused = async (status: number): Promise<string> => {
      making = status;
      const error: unknown = await pushToHub(given, { hub }).catch((thrown: unknown) => thrown);
      return error instanceof Error ? `${error.name} ${error.message}` : '';
    };
    expect(await refused(401)).toMatch(/^SettingsError push: 127\.0\.0\.1:\d+ does not know this token; make one/);
    expect(await refused(403)).toMatch(/this token may not write to ann\/shop; .* said: no, …/);
    expect(await refused(500)).toMatch(/did not take it: no, …/);
  });

  it('asks nobody where name or token are none, or there is no answer', async () => {
    await expect(pushToHub({ ...given, repository: 'shop' }, { hub })).rejects.toThrow(
      "is 'shop', expected OWNER/NAME",
    );
    const wrong = await pushToHub({ ...given, token: 'password1' }, { hub }).catch(String);
    expect(wrong).toContain('that is no token of the hub');
    expect(wrong).not.toContain('password1');
    expect(asked).toEqual([]);
    server.close();
    server.closeAllConnections();
    await expect(pushToHub(given, { hub })).rejects.toThrow('gave no answer, or the connection broke');
  });
});
