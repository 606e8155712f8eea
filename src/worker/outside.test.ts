import { describe, expect, it } from 'vitest';
import { addressOf, nameOf, refusal } from './outside.ts';

const address = new URL('https://data.example/a/orders%20of%20May.csv?x=1');

describe('an address', () => {
  it('must be one of the secure web', () => {
    expect(addressOf(' https://data.example/a.csv ').host).toBe('data.example');
    expect(() => addressOf('http://data.example/a.csv')).toThrow(
      /browsers do not let a secure page ask there; try https/,
    );
    for (const text of ['orders.csv', 'javascript:alert(1)', 'file:///etc/passwd', ''])
      expect(() => addressOf(text)).toThrow(/is no web address, expected one that begins with https/);
  });

  it('names the file by the last part of its path', () => {
    expect(nameOf(address)).toBe('orders of May.csv');
    expect(nameOf(new URL('https://data.example/'))).toBe('table.csv');
    expect(nameOf(new URL('https://data.example/%ff.csv'))).toBe('%ff.csv');
  });
});

describe('a refusal', () => {
  it.each([
    [{ kind: 'status', status: 404, text: 'Not Found' }, /answered 404 Not Found: there is no such file/],
    [{ kind: 'status', status: 403, text: '' }, /answered 403: it asks who you are/],
    [{ kind: 'status', status: 500, text: '' }, /answered 500; try again later/],
    [{ kind: 'blocked', byPolicy: false }, /lacks the header Access-Control-Allow-Origin.*drop it here/],
    [{ kind: 'blocked', byPolicy: true }, /may not ask other sites at all/],
    [{ kind: 'broken', bytes: 12_345 }, /broke after 12,345 bytes/],
    [{ kind: 'large', most: 2 ** 30 }, /larger than 1 GiB/],
    [{ kind: 'done', blob: new Blob(), type: 'text/html' }, /gives a web page, not a table/],
  ] as const)('says of %j what went wrong and what to do', (answer, words) => {
    expect(refusal(address, answer)).toMatch(words);
    expect(refusal(address, answer)).toContain('data.example');
  });
});
