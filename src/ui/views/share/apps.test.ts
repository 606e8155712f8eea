import { describe, expect, it } from 'vitest';
import { carriers } from './apps.ts';

const names = (list: readonly { readonly name: string }[]): string[] => list.map(({ name }) => name);

describe('apps', () => {
  it('carry a link up to their limit and cut it from the next character on', () => {
    expect(names(carriers(2_000).cut)).toEqual([]);
    expect(names(carriers(2_001).cut)).toEqual(['Discord']);
    expect(names(carriers(40_000).carry)).toEqual(['Slack', 'GitHub', 'Firefox', 'Chrome, Edge']);
    expect(names(carriers(1_000_000).cut)).toEqual(['Discord', 'QR code', 'Slack', 'GitHub']);
  });
});
