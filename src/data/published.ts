/** The division of a benchmark as its authors published it: which interactions train, validate and are tested. */
import { ImportError } from '../core/errors.ts';
import type { Dataset, Interactions } from './dataset.ts';

/** One part of it: beginnings of histories, as `split`, which reads this file, has them. */
interface Beginnings {
  readonly users: Uint32Array;
  readonly ends: Uint32Array;
}

interface Parts extends Readonly<Record<'training' | 'validation' | 'test', Beginnings>> {
  readonly cuts: null;
}

export interface Division {
  /** Interactions for training, validation and test. */
  readonly counts: readonly [training: number, validation: number, test: number];
  readonly histories: number;
  /** Histories that are not training first, then validation, then test. */
  readonly mixed: number;
}

/** Training interactions of a history whose last one validates where no file does: two are left to learn from. */
const LEAST_TRAINING = 3;

/** Interactions of each part. */
export const countsOf = (parts: Uint8Array): Division['counts'] => {
  const counts: [number, number, number] = [0, 0, 0];
  for (const part of parts) counts[part]++;
  return counts;
};

/** How the histories of a dataset are divided; null where nobody divided them. */
export function divisionOf({ offsets, parts }: Pick<Dataset, 'offsets' | 'parts'>): Division | null {
  if (parts === undefined) return null;
  let mixed = 0;
  for (let u = 0; u + 1 < offsets.length; u++) {
    for (let i = offsets[u] + 1; i < offsets[u + 1]; i++) {
      if (parts[i] >= parts[i - 1]) continue;
      mixed++;
      break;
    }
  }
  return { counts: countsOf(parts), histories: offsets.length - 1, mixed };
}

/** The same before histories are made; rows at one time count as in the order of their parts. */
export function divisionOfRows({ user, users, time, part }: Interactions): Division | null {
  if (part === undefined) return null;
  const isMixed = new Uint8Array(users.length);
  if (time !== null) {
    const latest = new Float64Array(users.length).fill(-Infinity);
    for (const own of [0, 1, 2]) {
      const before = latest.slice();
      for (let row = 0; row < user.length; row++) {
        if (part[row] !== own) continue;
        if (time[row] < before[user[row]]) isMixed[user[row]] = 1;
        latest[user[row]] = Math.max(latest[user[row]], time[row]);
      }
    }
  }
  const mixed = isMixed.reduce((sum, flag) => sum + flag, 0);
  return { counts: countsOf(part), histories: users.length, mixed };
}

const whole = (n: number): string => n.toLocaleString('en');

/** Why a model of sequences cannot be asked by a division, and what to do; null where it can. */
export function lackingIn({ counts: [training, , test], histories, mixed }: Division): string | null {
  if (mixed > 0) {
    return (
      `in ${whole(mixed)} of ${whole(histories)} histories training, validation and test do not follow each other in ` +
      'time, expected what trains before what is held out; leave one out, or split by time'
    );
  }
  if (training > 0 && test > 0) return null;
  return `${whole(training)} interactions train and ${whole(test)} are tested, expected some of each; choose another split`;
}

/** Why a division cannot be used although its parts follow each other. */
export const NOBODY_LEFT = 'nobody is left to ask, expected histories that begin with training; choose another split';

/** How the files divide the interactions, and whether that is what is tested; `lacking` says why not. */
export function divisionSentence({ counts }: Division, lacking: string | null): string {
  const [training, validation, test] = counts.map(whole);
  const divided = `the files divide the interactions into ${training} to train, ${validation} to validate and ${test} to test`;
  return lacking === null
    ? `As published, ${divided}; this is used unless another split is chosen.`
    : `It is not tested as published, although ${divided}: ${lacking}.`;
}

/** The validation and test targets from place `from` to place `to` of each history, but those with nothing before them. */
function everyTarget(offsets: Uint32Array, from: Uint32Array, to: Uint32Array): Beginnings {
  const first = from.map((place, u) => Math.max(place, offsets[u] + 1));
  let count = 0;
  for (let u = 0; u < first.length; u++) count += Math.max(0, to[u] - first[u]);
  const targets = { users: new Uint32Array(count), ends: new Uint32Array(count) };
  let at = 0;
  for (let u = 0; u < first.length; u++) {
    for (let place = first[u]; place < to[u]; place++, at++) {
      targets.users[at] = u;
      targets.ends[at] = place;
    }
  }
  return targets;
}

/** Where each history's first interaction of part `least` or a later one stands; its end where there is none. */
const firstOf = (offsets: Uint32Array, parts: Uint8Array, least: number): Uint32Array =>
  offsets.subarray(1).map((end, u) => {
    let place = offsets[u];
    while (place < end && parts[place] < least) place++;
    return place;
  });

/**
 * What a dataset's own division trains and asks; see `split`. Throws ImportError where nobody divided it, where parts do
 * not follow each other in every history, and where one would be empty.
 */
export function asPublished({ name, offsets, parts }: Dataset): Parts {
  const division = divisionOf({ offsets, ...(parts === undefined ? {} : { parts }) });
  if (parts === undefined || division === null) {
    throw new ImportError(
      `${name}: it does not come divided, expected files called train, valid and test, opened together; ` +
        'choose another split',
    );
  }
  const lacking = lackingIn(division);
  if (lacking !== null) throw new ImportError(`${name}: ${lacking}`);
  const [heldOut, tested] = [firstOf(offsets, parts, 1), firstOf(offsets, parts, 2)];
  const taken = (end: number, u: number): boolean => division.counts[1] === 0 && end - offsets[u] >= LEAST_TRAINING;
  const trained = heldOut.map((end, u) => (taken(end, u) ? end - 1 : end));
  const users = Uint32Array.from(trained.keys()).filter((u) => trained[u] > offsets[u]);
  const asked = {
    training: { users, ends: users.map((u) => trained[u]) },
    validation: everyTarget(offsets, trained, tested),
    test: everyTarget(offsets, tested, offsets.subarray(1)),
  };
  for (const [part, { users: some }] of Object.entries(asked)) {
    if (some.length > 0) continue;
    throw new ImportError(`${name}: as published, for ${part}, ${NOBODY_LEFT}`);
  }
  return { ...asked, cuts: null };
}

/** What one should know before comparing with published numbers. */
export interface PublishedFacts {
  /** The files' own division, and what shaping left of it. */
  readonly files: Division['counts'];
  readonly left: Division['counts'];
  /** Targets that are asked. */
  readonly validated: number;
  readonly tested: number;
}

/** How what is asked differs from what was published, as sentences; none where it does not. */
export function departures({ files, left, validated, tested }: PublishedFacts): string[] {
  const said: string[] = [];
  if (left.some((count, part) => count !== files[part])) {
    const ofEach = left.map((count, part) => `${whole(count)} of ${whole(files[part])}`);
    said.push(
      `Cleaning left ${ofEach[0]} interactions to train, ${ofEach[1]} to validate and ${ofEach[2]} to test: ` +
        'the numbers do not repeat published ones.',
    );
  }
  if (left[1] === 0) {
    said.push(
      `No part validates: the last training interaction of ${whole(validated)} histories does, and does not train.`,
    );
  }
  const unasked = left[2] - tested + (left[1] === 0 ? 0 : left[1] - validated);
  if (unasked === 1) said.push('1 target is not asked, because nothing lies before it.');
  if (unasked > 1) said.push(`${whole(unasked)} targets are not asked, because nothing lies before them.`);
  return said;
}
