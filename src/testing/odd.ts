/** What a fuzz puts in the place of right arguments. */

/** Values that no argument of this kind has, each made anew. */
export const odd: Readonly<Record<string, () => unknown>> = {
  undefined: () => undefined,
  null: () => null,
  NaN: () => NaN,
  Infinity: () => Infinity,
  '-Infinity': () => -Infinity,
  '-0': () => -0,
  '-1': () => -1,
  '1.5': () => 1.5,
  '2 ** 53': () => 2 ** 53,
  'a large number': () => 1e300,
  'an empty text': () => '',
  'a misspelt word': () => 'Filtered',
  __proto__: () => '__proto__',
  constructor: () => 'constructor',
  'half a surrogate': () => '\ud800',
  'a very long text': () => 'x'.repeat(1_000_000),
  'a number as text': () => '0.003',
  'an empty list': () => [],
  'a list of a number': () => [0.5],
  'lists in lists': () => [[[]]],
  'a list of holes': () => new Array<unknown>(4_294_967_295),
  'an empty object': () => ({}),
  'an object in itself': () => {
    const self: { it?: unknown } = {};
    self.it = self;
    return self;
  },
  'an object without a prototype': () => Object.create(null) as unknown,
  'a symbol': () => Symbol('odd'),
  'a BigInt': () => 10n ** 400n,
  'a function': () => () => undefined,
  'a date': () => new Date(NaN),
  'a map': () => new Map([['dataset', 'x']]),
  'a typed array': () => Float32Array.of(1),
  'a regular expression': () => /x/,
  'a promise': () => Promise.resolve('orders'),
  'an error': () => new Error('odd'),
  'a proxy that throws': () => new Proxy({}, { get: refuse, has: refuse, getPrototypeOf: refuse, ownKeys: refuse }),
  'a revoked proxy': () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return proxy;
  },
  'an object with a getter that throws': () => Object.defineProperty({}, 'dataset', { get: refuse, enumerable: true }),
};

function refuse(): never {
  throw new TypeError('odd');
}

export type Path = readonly (string | number)[];

/** Every place in an argument where another value may stand: of a list the first one. */
export function pathsIn(value: unknown, path: Path): Path[] {
  if (Array.isArray(value)) return [path, ...(value.length === 0 ? [] : pathsIn(value[0], [...path, 0]))];
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return [path];
  return [path, ...Object.entries(value).flatMap(([key, member]) => pathsIn(member, [...path, key]))];
}

/** A copy of what leads to the path, with `other` at its end. */
export function replaced(value: unknown, [first, ...rest]: Path, other: unknown): unknown {
  if (first === undefined) return other;
  if (Array.isArray(value))
    return value.map((each, i) => (i === first ? replaced(each, rest, other) : (each as unknown)));
  const entries = Object.entries(value as object);
  return Object.fromEntries(
    entries.map(([key, held]) => [key, key === first ? replaced(held, rest, other) : (held as unknown)]),
  );
}

/** A copy with one more key in the plain object at the path; null where no plain object is there. */
export function withKey(value: unknown, path: Path, key: string): unknown[] | null {
  const held = path.reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], value);
  if (typeof held !== 'object' || held === null || Object.getPrototypeOf(held) !== Object.prototype) return null;
  return replaced(value, path, Object.fromEntries([...Object.entries(held), [key, 5]])) as unknown[];
}
