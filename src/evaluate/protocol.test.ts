import { describe as suite, expect, it } from 'vitest';
import { comparable, defaultProtocol, describe, leaveOneOut, type Measured, protocolHash, state } from './protocol.ts';

const protocol = leaveOneOut('filtered', 'file order');
const measured: Measured = { dataset: { name: 'shop', fingerprint: 'f1' }, stage: 'test', protocol };

suite('protocolHash', () => {
  it('is the start of the SHA-256 of the sorted JSON', async () => {
    // printf '{"equalScores":"expected rank","queryTime":"unknown","ranking":"full","seen":"filtered",
    // "split":"leave-one-out","ties":"file order"}' | sha256sum, without the line break
    expect(await protocolHash(protocol)).toBe('02731ced44cd');
  });

  it('depends on every rule and on nothing else', async () => {
    const hashes = await Promise.all([
      protocolHash(protocol),
      protocolHash(leaveOneOut('kept', 'file order')),
      protocolHash(leaveOneOut('filtered', 'seeded shuffle')),
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
    expect(describe(leaveOneOut('kept', 'seeded shuffle'))).toContain(
      'items of the history may be recommended again; events at one time are shuffled by the seed',
    );
  });
});

suite('defaultProtocol', () => {
  it('takes the seen rule that the audit recommends and the tie rule of the dataset', () => {
    expect(defaultProtocol({ seen: 'kept', tieRule: 'seeded shuffle' })).toEqual(leaveOneOut('kept', 'seeded shuffle'));
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
    [{ stage: 'validation' as const }, 'One was measured on test targets, the other on validation targets.'],
    [
      { protocol: leaveOneOut('kept', 'seeded shuffle') },
      'Their protocols differ in rule for items already seen (filtered against kept) and ' +
        'order of events at one time (file order against seeded shuffle).',
    ],
  ])('refuses %j', (change, reason) => {
    expect(comparable(measured, { ...measured, ...change })).toEqual({ comparable: false, reason });
  });
});
