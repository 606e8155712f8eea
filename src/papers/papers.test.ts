import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CancelledError, SettingsError } from '../core/errors.ts';
import { papers, paperWithId } from './catalogue.ts';
import type { Experiment } from './experiment.ts';
import { cardOf, cards } from './gallery.ts';
import { groups } from './paper.ts';
import { runnable, runPaper, type Place } from './run.ts';

const root = resolve(import.meta.dirname, '../..');
const place: Place = { commit: 'test', train: () => Promise.reject(new Error('nothing is trained here')) };
const experiments: readonly (readonly [string, Experiment])[] = await Promise.all(
  papers.flatMap(({ id, experiment }) =>
    experiment === null ? [] : [experiment().then((module) => [id, module.experiment] as const)],
  ),
);

describe('the papers', () => {
  it('are 144, numbered without a gap within their groups', () => {
    const counts = { A: 26, B: 34, C: 10, D: 14, E: 12, F: 10, G: 15, H: 23 };
    const ids = Object.entries(counts).flatMap(([group, count]) =>
      Array.from({ length: count }, (_, i) => `${group}${i + 1}`),
    );
    expect(papers.map(({ id }) => id)).toEqual(ids);
    expect(Object.keys(groups)).toEqual(Object.keys(counts));
  });

  it('are in files named by their ids, and no two have one title', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => /^[a-h]\d+-/.test(name));
    expect(files.map((name) => name.split('-')[0].toUpperCase()).sort()).toEqual(papers.map(({ id }) => id).sort());
    expect(new Set(papers.map(({ title }) => title)).size).toBe(papers.length);
  });

  it('are described in sentences', () => {
    const texts = papers.flatMap(({ id, adds, accepts, carried, leftOut }) =>
      [adds, accepts, carried, leftOut].map((text) => `${id} ${text}`),
    );
    expect(texts.filter((text) => !/^[A-H]\d+ [A-Z][^\n]{5,}\.$/.test(text))).toEqual([]);
    expect(papers.filter(({ adds }) => / [a-z]+\. [A-Z]/.test(adds)).map(({ id }) => id)).toEqual([]); // one sentence
  });

  it('name parts that there are, and carry something exactly where there is one', () => {
    expect(papers.filter(({ part }) => part !== null && !existsSync(join(root, part))).map(({ id }) => id)).toEqual([]);
    const nothing = papers.filter(({ carried }) => carried === 'Nothing yet.');
    expect(nothing.map(({ id }) => id)).toEqual(papers.filter(({ part }) => part === null).map(({ id }) => id));
  });

  it('are found in any spelling, and others refused with what there is', () => {
    expect(paperWithId('f4').id).toBe('F4');
    expect(() => paperWithId('F11')).toThrow(SettingsError);
  });
});

describe.each(experiments)('the experiment of %s', (id, { recipe, sources }) => {
  it('states seeds and expectations of measures that it has', () => {
    expect(recipe.seeds.length).toBeGreaterThanOrEqual(3);
    expect(new Set(recipe.seeds).size).toBe(recipe.seeds.length);
    expect(recipe.expectations.length).toBeGreaterThan(0);
    const named = recipe.expectations.flatMap(({ measure, than }) => (than === null ? [measure] : [measure, than]));
    expect(named.filter((name) => !Object.hasOwn(recipe.measures, name))).toEqual([]);
    expect(recipe.expectations.filter(({ says }) => !says.endsWith('.'))).toEqual([]);
  });

  it('counts itself and all that its files import among its sources', () => {
    const folder = join(import.meta.dirname, 'experiments');
    const paths = Object.keys(sources).map((path) => relative(root, join(folder, path)));
    const own = paths.filter((path) => path.startsWith('src/papers/'));
    expect(own).toContain(`src/papers/experiments/${id.toLowerCase()}.ts`);
    const rest = own.flatMap(importsOf).filter((path) => !NOT_COUNTED.test(path));
    expect(rest.filter((path) => !paths.includes(path))).toEqual([]);
    for (const digest of Object.values(sources)) expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });
});

const identities = experiments.filter(([, { kind }]) => kind === 'identity');

it.each(identities)('%s, an identity, comes out as expected here for every seed', async (id, { recipe }) => {
  const { status, reason, checks, record } = await runPaper(await runnable(id), place, {});
  expect([status, reason, checks.filter(({ holds }) => !holds)]).toEqual([
    'passes',
    'Everything came out as expected.',
    [],
  ]);
  for (const { values } of record.seeds)
    expect(Object.keys(values).sort()).toEqual(Object.keys(recipe.measures).sort());
});

/** What decides no result: how work rests, and types. */
const NOT_COUNTED = /^src\/core\/(pace|errors)\.ts$|^src\/papers\/experiment\.ts$/;

/** Files that a file imports for their values, relative to the root. */
const importsOf = (path: string): string[] =>
  [...readFileSync(join(root, path), 'utf8').matchAll(/^import (?!type )[^;]*? from '(\.[^'?]+)';/gm)].map(([, to]) =>
    relative(root, resolve(root, path, '..', to)),
  );

describe('the sources of an experiment', () => {
  const folder = join(import.meta.dirname, 'experiments');
  const named = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/^ +'(\.[^']+)',$/gm)].map(
      ([, path]) => [file, path] as const,
    ),
  );
  /** {a,b}.ts as a.ts and b.ts. */
  const spelledOut = (path: string): string[] => {
    const [whole, choices] = /\{([^}]*)\}/.exec(path) ?? [];
    if (whole === undefined) return [path];
    return choices.split(',').flatMap((choice) => spelledOut(path.replace(whole, choice)));
  };

  const isThere = (path: string): boolean => {
    const [before, after] = path.split('*');
    return after === undefined ? existsSync(path) : readdirSync(before).some((name) => name.endsWith(after));
  };

  it.each(named)('are there, as %s names them: %s', (_file, path) => {
    expect(spelledOut(path).filter((each) => !isThere(join(folder, each)))).toEqual([]);
  });

  it('are many', () => expect(named.length).toBeGreaterThan(30));
});

describe('the gallery', () => {
  it('shows every paper with a status computed from what is recorded', async () => {
    const all = await cards();
    expect(all.map(({ id }) => id)).toEqual(papers.map(({ id }) => id));
    for (const { status, result, experiment, checks } of all) {
      if (experiment === null) expect([status, result]).toEqual(['not yet', null]);
      if (status === 'passes' || status === 'fails') expect(checks).toHaveLength(experiment?.expectations.length ?? 0);
    }
  });

  it('says what is wrong with a result that cannot be read', async () => {
    const { status, reason, result } = await cardOf(paperWithId('B29'), { id: 'B29' });
    expect([status, result]).toEqual(['stale', null]);
    expect(reason).toMatch(/^bench\/results\/papers\/B29\.json: /);
  });

  it('has nothing to say where nothing is recorded', async () => {
    expect(await cardOf(paperWithId('B29'), undefined)).toMatchObject({ status: 'not yet', checks: [] });
  });
});

describe('a run', () => {
  it('tells how far it is, seed by seed, and can be cancelled', async () => {
    const told: number[] = [];
    const control = new AbortController();
    const onProgress = (done: number): void => {
      told.push(done);
      if (told.length === 2) control.abort();
    };
    const run = runPaper(await runnable('B29'), place, { signal: control.signal, onProgress });
    await expect(run).rejects.toThrow(CancelledError);
    expect(told).toEqual([1 / 3, 2 / 3]);
  });

  it('is refused for a paper without an experiment, in words that say what it would be', async () => {
    await expect(runnable('H1')).rejects.toThrow(/^paper H1: it has no experiment that can be run yet; .*30 %/);
  });
});
