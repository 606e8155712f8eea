import { expect, it } from 'vitest';
import { isInside } from './inside.ts';

const hostOf = (host: string): string => new URL(`https://${host}/`).hostname;

it.each([
  'localhost',
  'LOCALHOST.',
  'printer.local',
  'intranet',
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.1',
])('%s is of this machine or its network', (host) => expect(isInside(hostOf(host))).toBe(true));

it.each(['192.168.1.1', '169.254.1.1', '100.64.0.1', '0.0.0.0', '[::1]', '[fe80::1]', '[fd00::1]'])(
  '%s is of this machine or its network, too',
  (host) => expect(isInside(hostOf(host))).toBe(true),
);

it.each([
  'data.example',
  'localhost.example',
  'local.example',
  '172.32.0.1',
  '11.0.0.1',
  '193.168.1.1',
  '[2001:db8::1]',
])('%s is not', (host) => expect(isInside(hostOf(host))).toBe(false));
