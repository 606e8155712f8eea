import { describe as suite, expect, it } from 'vitest';
import { comparable, describe, protocolOf, type Measured, protocolHash, state } from './protocol.ts';

const protocol = protocolOf('leave-one-out', 'filtered', 'file order');
const measured: Measured = { dataset: { name: 'shop', fingerprint: 'f1' }, stage: 'test', protocol };

suite('protocolHash', () => {
  it('is the start of the SHA-256 of the sorted JSON', async () => {
    // printf '{"equalScores":"expected rank","queryTime":"unknown","ranking":"full","seen":"filtered",
    // "split":"leave-one-out","ties":"file order"}' | sha256sum, without the line break
    expect(await protocolHash(protocol)).toBe('02731ced44cd');
  });

  it('names the division as published', async () => {
    // printf '{"equalScores":"expected rank","queryTime":"unknown","ranking":"full","seen":"kept",
    // "split":"as published","ties":"file order"}' | sha256sum, without the line break
    expect(await protocolHash(protocolOf('as published', 'kept', 'file order'))).toBe('c421786518cc');
  });

  it('depends on every rule and on nothing else', async () => {
    const hashes = await Promise.all([
      protocolHash(protocol),
      protocolHash(protocolOf('leave-one-out', 'kept', 'file order')),
      protocolHash(protocolOf('leave-one-out', 'filtered', 'seeded shuffle')),
    ]);
    expect(new Set(hashes).size).toBe(3);
    expect(await protocolHash(await state(protocol))).toBe(hashes[0]);
  });
});

suite('describe', () => {
  it('says both rules that a user may choose', () => {
    expect(describe(protocol)).toContain(
      'items of the history are not recommended; events at one time stay in file order',
    );
    expect(describe(protocolOf('leave-one-out', 'kept', 'seeded shuffle'))).toContain(
      'items of the history may be recommended again; events at one time are shuffled by the seed',
    );
  });

  it('begins with the split', () => {
    expect(describe(protocol)).toMatch(/^Leave-one-out: each user’s last item is tested/);
    expect(describe(protocolOf('by time', 'kept', 'file order'))).toMatch(/^By time: the first 80 %/);
    expect(describe(protocolOf('by user', 'kept', 'file order'))).toMatch(/^By user: the last items of one tenth/);
    expect(describe(protocolOf('by item, 20 %', 'kept', 'file order'))).toMatch(/^By item, 20 % of them: a drawn part/);
    expect(describe(protocolOf('as published', 'kept', 'file order'))).toMatch(/^As published: the division that the/);
  });
});

suite('comparable', () => {
  it('accepts two numbers of one dataset, stage and protocol', () => {
    expect(comparable(measured, { ...measured, protocol: { ...protocol } })).toEqual({ comparable: true });
  });

  it.each([
    [
      { dataset: { name: 'shop', fingerprint: 'f2' } },
      'Both are called shop, but their interactions or cleaning differ.',
    ],
    [{ dataset: { name: 'films', fingerprint: 'f2' } }, 'They were measured on different datasets, shop and films.'],
    [
      { protocol: protocolOf('by time', 'filtered', 'file order') },
      'Their protocols differ in split (leave-one-out against by time).',
    ],
    [{ stage: 'validation' as const }, 'One was measured on test targets, the other on validation targets.'],
    [
      { protocol: protocolOf('leave-one-out', 'kept', 'seeded shuffle') },
      'Their protocols differ in rule for items already seen (filtered against kept) and ' +
        'order of events at one time (file order against seeded shuffle).',
    ],
  ])('refuses %j', (change, reason) => {
    expect(comparable(measured, { ...measured, ...change })).toEqual({ comparable: false, reason });
  });
});
