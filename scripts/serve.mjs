import { createReadStream, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { headersFor, parseHeaders } from './headers.mjs';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/**
 * Serves a built folder on localhost with the headers of its `_headers` file, as a static host would.
 *
 * @param {{ folder: string, port?: number }} options  `port` 0 takes any free one; a taken one makes it try the next
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 */
export async function serve({ folder, port = 0 }) {
  const rules = parseHeaders(readFileSync(join(folder, '_headers'), 'utf8'));
  const server = createServer((request, response) => void answer(folder, rules, request, response));
  const taken = await listen(server, port);
  return {
    address: `http://localhost:${taken}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const PORTS_TRIED = 20;

/** @returns {Promise<number>} the port */
async function listen(server, first) {
  for (let port = first; ; port++) {
    try {
      return await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, 'localhost', () => {
          server.removeListener('error', reject);
          resolve(server.address().port);
        });
      });
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || port >= first + PORTS_TRIED) throw error;
    }
  }
}

async function answer(folder, rules, request, response) {
  const path = decodePath(request.url ?? '/');
  const file = path === null ? null : await fileAt(folder, path);
  const headers = headersFor(rules, path ?? '/');
  // What is missing now may be there at once.
  const unkept = { ...headers, 'Cache-Control': 'no-store' };
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...unkept, Allow: 'GET, HEAD' }).end();
    return;
  }
  if (file === null) {
    response.writeHead(404, { ...unkept, 'Content-Type': TYPES['.txt'] }).end('There is no such file.\n');
    return;
  }
  const type = TYPES[extname(file.name)] ?? 'application/octet-stream';
  response.writeHead(200, { ...headers, 'Content-Type': type, 'Content-Length': file.bytes });
  if (request.method === 'HEAD') response.end();
  else createReadStream(file.name).pipe(response);
}

/** The path of an address without its query, null where it is malformed or leaves the folder. */
function decodePath(url) {
  try {
    const path = decodeURIComponent(url.split(/[?#]/)[0]);
    return normalize(path) === path && path.startsWith('/') && !path.includes('\0') ? path : null;
  } catch {
    return null;
  }
}

async function fileAt(folder, path) {
  const name = join(folder, path.endsWith('/') ? `${path}index.html` : path);
  const found = await stat(name).catch(() => null);
  return found?.isFile() ? { name, bytes: found.size } : null;
}
