import { describe, expect, it } from 'vitest';
import { addressOf, nameOf, ofHub, refusal } from './outside.ts';

const PAGE = 'nextup.example';
const address = new URL('https://data.example/a/orders%20of%20May.csv?x=1');

describe('an address', () => {
  it('must be one of the secure web', () => {
    expect(addressOf(' https://data.example/a.csv ', PAGE).host).toBe('data.example');
    expect(() => addressOf('http://data.example/a.csv', PAGE)).toThrow(
      /browsers do not let a secure page ask there; try https/,
    );
    for (const text of ['orders.csv', 'javascript:alert(1)', 'file:///etc/passwd', ''])
      expect(() => addressOf(text, PAGE)).toThrow(/is no web address, expected one that begins with https/);
  });

  it('is none of a machine of one’s own network, unless the page is on one', () => {
    expect(() => addressOf('https://printer.local/a.csv', PAGE)).toThrow(
      /printer\.local is a machine of your own network/,
    );
    expect(addressOf('https://printer.local/a.csv', 'localhost').host).toBe('printer.local');
  });

  it('names the file by the last part of its path', () => {
    expect(nameOf(address)).toBe('orders of May.csv');
    expect(nameOf(new URL('https://data.example/'))).toBe('table.csv');
    expect(nameOf(new URL('https://data.example/%ff.csv'))).toBe('%ff.csv');
  });
});

describe('a refusal', () => {
  const host = 'data.example';
  it.each([
    [{ kind: 'status', host, status: 404, text: 'Not Found' }, /answered 404 Not Found: there is no such file/],
    [{ kind: 'status', host, status: 403, text: '' }, /answered 403: it asks who you are/],
    [{ kind: 'status', host, status: 500, text: '' }, /answered 500; try again later/],
    [{ kind: 'blocked', byPolicy: false }, /lacks the header Access-Control-Allow-Origin.*drop it here/],
    [{ kind: 'blocked', byPolicy: true }, /may not ask other sites at all/],
    [{ kind: 'silent', seconds: 30 }, /no answer within 30 seconds; try again later/],
    [{ kind: 'inside', host: 'printer.local' }, /led to printer\.local, a machine of your own network/],
    [{ kind: 'broken', host, bytes: 12_345 }, /broke after 12,345 bytes/],
    [{ kind: 'stalled', host, bytes: 12_345, seconds: 30 }, /nothing more came for 30 seconds, after 12,345 bytes/],
    [{ kind: 'large', host, most: 2 ** 30 }, /larger than 1 GiB/],
    [{ kind: 'done', host, blob: new Blob(), type: 'text/html' }, /gives a web page, not a table/],
    [{ kind: 'status', host: 'files.example', status: 404, text: '' }, /, which led to files\.example, answered 404/],
  ] as const)('says of %j what went wrong and what to do', (answer, words) => {
    expect(refusal(address, answer)).toMatch(words);
    expect(refusal(address, answer)).toContain('data.example');
  });
});

describe('the page of a model on the hub', () => {
  it.each([
    ['/anna/my-model', '/anna/my-model/resolve/main/model.safetensors'],
    ['/anna/my-model/tree/v2', '/anna/my-model/resolve/v2/model.safetensors'],
    ['/anna/my-model/blob/main/x.safetensors', '/anna/my-model/resolve/main/x.safetensors'],
    ['/anna/my-model/resolve/main/x.zip', '/anna/my-model/resolve/main/x.zip'],
    ['/datasets/anna/ratings', '/datasets/anna/ratings'],
    ['/anna', '/anna'],
  ])('%s is its file %s', (page, file) => {
    expect(ofHub(new URL(page, 'https://huggingface.co')).pathname).toBe(file);
    expect(ofHub(new URL(page, 'https://hub.example')).pathname).toBe(page);
  });
});
