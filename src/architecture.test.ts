import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import lock from '../package-lock.json';
import { dependencies, devDependencies } from '../package.json';

/** What tests share: no product file imports it, and it may import everything. */
const TESTING = 'src/testing';

const root = resolve(import.meta.dirname, '..');
const SKIPPED = new Set(['node_modules', 'dist', 'results', 'screenshots']);

/** Files under `path`, relative to the root of the repository. */
function filesUnder(path: string): string[] {
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    const inside = join(path, entry.name);
    if (SKIPPED.has(entry.name)) return [];
    return entry.isDirectory() ? filesUnder(inside) : [inside];
  });
}

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);
const layerOf = (path: string): string =>
  path.startsWith('shaders/') ? 'shaders' : path.split('/').slice(0, 2).join('/');

/** Files of the repository that a file imports, types included, by `from`, `import()` or for its effect. */
const targetsOf = (file: string): string[] =>
  [...textOf(file).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)/g)]
    .filter(([, to]) => !to.endsWith('?digest')) // of its text, not of what it says
    .map(([, to]) => relative(root, resolve(root, dirname(file), to.replace(/\?.*/, ''))));

/** Layers a file imports. */
const importsOf = (file: string): string[] =>
  targetsOf(file)
    .map(layerOf)
    .filter((layer) => layer.startsWith('src/') || layer === 'shaders');

const code = ['src', 'shaders'].flatMap(filesUnder).filter((file) => /\.tsx?$/.test(file));
const product = code.filter((file) => !isTest(file) && layerOf(file) !== TESTING);

/** Layer → layers it may import, from the bottom to the top, as docs/architecture.md says. */
const mayImport: ReadonlyMap<string, readonly string[]> = (() => {
  const table = new Map<string, readonly string[]>();
  for (const [, layer, said] of textOf('docs/architecture.md').matchAll(/^\| `([^`]+)` \|[^|]+\| ([^|]+) \|$/gm)) {
    const named = said.trim() === '–' ? [] : said.trim().split(', ');
    const full = (name: string): string => (name === 'shaders' ? name : `src/${name}`);
    table.set(layer, named[0] === 'everything above' ? [...table.keys()] : named.map(full));
  }
  return table;
})();

describe('layers', () => {
  it('are all in the table', () => {
    expect([...new Set(product.map(layerOf))].filter((layer) => !mayImport.has(layer))).toEqual([]);
  });

  it.each([...mayImport])('%s imports only from layers below it', (layer, allowed) => {
    const wrong = product
      .filter((file) => layerOf(file) === layer)
      .flatMap((file) => importsOf(file).map((to) => ({ file, to })))
      .filter(({ to }) => to !== layer && !allowed.includes(to));
    expect(wrong).toEqual([]);
  });

  it('lie one above the other: a layer imports only layers that the table names before it', () => {
    const order = [...mayImport.keys()];
    const upward = [...mayImport].flatMap(([layer, below]) =>
      below.filter((to) => !order.slice(0, order.indexOf(layer)).includes(to)),
    );
    expect(upward).toEqual([]);
    expect(order.length).toBeGreaterThan(20);
  });
});

describe('the five doors of the engine', () => {
  const ENGINE = 'src/engine/';
  /** Door → doors it may import, from the bottom to the top, as docs/architecture.md says. */
  const rows = [...textOf('docs/architecture.md').matchAll(/^\| `(\w+)` \|[^|]+\| `\w+Door` \| ([^|]+) \|$/gm)];
  const doors = new Map(rows.map(([, door, said]) => [door, said.trim() === '–' ? [] : said.trim().split(', ')]));
  const files = product.filter((file) => file.startsWith(ENGINE));
  const doorOf = (file: string): string | null =>
    /^src\/engine\/([^/]+)\//.exec(file)?.[1] ?? (file.startsWith(ENGINE) ? '' : null);
  /** What stands in src/engine itself and puts doors together. */
  const joining = (() => {
    const own = files.filter((file) => doorOf(file) === '');
    const found = new Set<string>();
    const joins = (file: string): boolean =>
      targetsOf(file).some((to) => found.has(to) || (to.startsWith(ENGINE) && doorOf(to) !== ''));
    for (let before = -1; before < found.size;) {
      before = found.size;
      for (const file of own) if (joins(file)) found.add(file);
    }
    return found;
  })();

  it('are its folders, and each has a door, its messages and its arguments', () => {
    expect([...new Set(files.map(doorOf))].filter((door) => door !== '').sort()).toEqual([...doors.keys()].sort());
    const each = [...doors.keys()].flatMap((door) =>
      ['arguments.ts', 'door.ts', 'make.ts', 'messages.ts'].map((name) => `${ENGINE}${door}/${name}`),
    );
    expect(each.filter((file) => !files.includes(file))).toEqual([]);
  });

  it.each([...doors])('%s imports only doors below it, and nothing that puts doors together', (door, allowed) => {
    const order = [...doors.keys()];
    expect(allowed.filter((to) => !order.slice(0, order.indexOf(door)).includes(to))).toEqual([]);
    const wrong = files
      .filter((file) => doorOf(file) === door)
      .flatMap((file) => targetsOf(file).map((to) => ({ file, to, door: doorOf(to) })))
      .filter((found) => joining.has(found.to) || ![null, '', door, ...allowed].includes(found.door));
    expect(wrong).toEqual([]);
  });

  it('are put together by few files', () => {
    expect([...joining].sort()).toEqual(
      ['api.ts', 'arguments.ts', 'checked_engine.ts', 'engine.ts'].map((name) => ENGINE + name),
    );
  });
});

/** Files that import one another in a circle, each circle once, as the way that was found first. */
function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const follow = (file: string): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' → '));
    if (way.includes(file) || done.has(file)) return;
    way.push(file);
    for (const to of graph.get(file) ?? []) follow(to);
    way.pop();
    done.add(file);
  };
  for (const file of graph.keys()) follow(file);
  return circles;
}

describe('imports', () => {
  it('make no circle, types included', () => {
    expect(circlesOf(new Map(code.map((file) => [file, targetsOf(file)])))).toEqual([]);
  });

  it('that make one would be found', () => {
    const graph = { a: ['b', 'c'], b: ['d'], c: ['d'], d: ['e'], e: ['b'], f: ['f'] };
    expect(circlesOf(new Map(Object.entries(graph)))).toEqual(['b → d → e → b', 'f → f']);
  });
});

describe('every file', () => {
  const LIMIT = 300;
  const written = ['src', 'shaders', 'scripts', 'bench', 'e2e', 'docs', '.ci', 'public'].flatMap(filesUnder);
  const readable = new Set(['.ts', '.tsx', '.mjs', '.wgsl', '.css', '.md', '.json', '.html', '.py', '']);
  const text = [...written, 'README.md', 'package.json', 'vite.config.ts', 'index.html'].filter((file) =>
    readable.has(extname(file)),
  );

  it(`has at most ${LIMIT} lines of code, comments and blank lines not counted`, () => {
    const lines = (file: string): number =>
      textOf(file)
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .split('\n')
        .filter((line) => !/^\s*(\/\/.*)?$/.test(line)).length;
    const sources = text.filter((file) => /\.(tsx?|mjs|wgsl)$/.test(file));
    expect(sources.filter((file) => lines(file) > LIMIT)).toEqual([]);
  });

  it('mentions no path of one machine', () => {
    const folders = ['work/', 'root/', 'home/[a-z]', 'Users/[A-Za-z]', 'tmp/[A-Za-z]'];
    const path = new RegExp(`(^|[\\s"'\`(=:])/(${folders.join('|')})`);
    expect(text.filter((file) => path.test(textOf(file)))).toEqual([]);
  });

  it('leaves lint, types and tests switched on', () => {
    const off = new RegExp(['(es|ox)lint-' + 'disable', '@ts-' + '(ignore|nocheck)', '\\.only\\('].join('|'));
    expect(text.filter((file) => /\.(tsx?|mjs)$/.test(file) && off.test(textOf(file)))).toEqual([]);
  });

  it('draws no random number and reads no clock where a seed or an argument must say', () => {
    const impure = /\bMath\.random\(|\bDate\.now\(|\bnew Date\(\)/;
    const pure = product.filter((file) =>
      [...(mayImport.get('src/engine') ?? []), 'src/engine'].includes(layerOf(file)),
    );
    expect(pure.filter((file) => impure.test(textOf(file)))).toEqual([]);
  });
});

describe('dependencies', () => {
  const decisions = textOf('docs/decisions.md');
  const named = (heading: string): string[] => {
    const section = decisions.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
    return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name).sort();
  };

  it('of the page and the command line are those with a reason in docs/decisions.md', () => {
    expect(Object.keys(dependencies).sort()).toEqual(named('Runtime dependencies'));
  });

  it('of development too', () => {
    expect(Object.keys(devDependencies).sort()).toEqual(named('Development dependencies'));
  });

  it('are locked by the digest of what is installed', () => {
    const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
    expect(packages.length).toBeGreaterThan(0);
    expect(packages.filter(([, entry]) => !('integrity' in entry)).map(([path]) => path)).toEqual([]);
  });
});
