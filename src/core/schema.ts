/**
 * Schemas of what people type: options, settings, recipes. Each says in words what it expects. What they give is a copy of
 * plain objects with only the settings that were named, so that nothing inherited, late or hidden is computed with.
 */
import * as v from 'valibot';
import { SettingsError } from './errors.ts';
import { FUNCTION, jsonSchemaOf, noted, objectSchema } from './json_schema.ts';
import { quote } from './quote.ts';
import { LARGEST_SEED } from './random.ts';
import type { Value } from './value.ts';
import { expectedOneOf } from './words.ts';

export type Schema<T> = v.GenericSchema<unknown, T>;
type Optional<T> = v.ExactOptionalSchema<Schema<T>, undefined>;

type Said = (issue: v.BaseIssue<unknown>) => string;

/** What is said of a value: `is 5, expected …`. */
const expecting =
  (expected: string | ((given: unknown) => string)): Said =>
  ({ input }) =>
    `is ${quote(input)}, expected ${typeof expected === 'string' ? expected : expected(input)}`;

/** What `test` holds for; `expected` says what that is. */
export const such = <T>(test: (value: unknown) => boolean, expected: string): Schema<T> =>
  noted(v.custom<T>(test, expecting(expected)), () => ({ description: expected }));

export const text = (expected = 'text'): Schema<string> =>
  noted(
    such<string>((given) => typeof given === 'string', expected),
    () => ({ type: 'string', description: expected }),
  );
export const flag: Schema<boolean> = noted(
  such<boolean>((given) => typeof given === 'boolean', 'true or false'),
  () => ({ type: 'boolean' }),
);
/** Of any arguments: what it is called with is ours. */
export const callback = <T extends (...facts: never) => void>(): Schema<T> =>
  noted(
    such<T>((given) => typeof given === 'function', 'a function'),
    () => FUNCTION,
  );

/** One of some words, or one that the regular expression `also` is for. */
export function oneOf<const T extends string>(words: readonly T[], also?: string): Schema<T> {
  const said = expecting((given) => expectedOneOf(words, given));
  const json = { type: 'string', enum: words };
  if (also === undefined) return noted(v.picklist(words, said), () => json);
  const others = new RegExp(also);
  const known = new Set<unknown>(words);
  return noted(
    v.custom<T>((given) => known.has(given) || (typeof given === 'string' && others.test(given)), said),
    () => ({ anyOf: [json, { type: 'string', pattern: also }] }),
  );
}

/** A number without its sign where it is 0: files and links write −0 as 0. */
const numeric = (test: (value: number) => boolean, expected: string): Schema<number> =>
  v.pipe(
    such<number>((value) => typeof value === 'number' && test(value), expected),
    v.transform((value) => value + 0),
  );

/** An exact whole number from `from` to `to`. */
export const whole = (from: number, to = Number.MAX_SAFE_INTEGER): Schema<number> =>
  noted(
    numeric(
      (given) => Number.isSafeInteger(given) && given >= from && given <= to,
      `a whole number from ${from}${to === Number.MAX_SAFE_INTEGER ? '' : ` to ${to}`}`,
    ),
    () => ({ type: 'integer', minimum: from, ...(to === Number.MAX_SAFE_INTEGER ? {} : { maximum: to }) }),
  );

export const seed: Schema<number> = whole(0, LARGEST_SEED);

export const number: Schema<number> = noted(numeric(Number.isFinite, 'a number'), () => ({ type: 'number' }));

/** A number of a range; a whole one where its step is, and then as many steps from the least. */
export function inRange({ minimum, maximum, step }: Record<'minimum' | 'maximum' | 'step', number>): Schema<number> {
  if (step === 1) return whole(minimum, maximum);
  const steps = Number.isInteger(step);
  const fits = (given: number): boolean =>
    given >= minimum && given <= maximum && (!steps || (given - minimum) % step === 0);
  const expected = steps
    ? `a whole number from ${minimum} to ${maximum} in steps of ${step}`
    : `a number from ${minimum} to ${maximum}`;
  return noted(numeric(fits, expected), () => ({
    ...{ type: steps ? 'integer' : 'number', minimum, maximum },
    ...(steps ? { description: `in steps of ${step} from ${minimum}` } : {}),
  }));
}

/** What a setting may be. */
export const value: Schema<Value> = noted(
  such<Value>(
    // Unlike `every`, `findIndex` sees holes.
    (given) =>
      typeof given === 'string' ||
      Number.isFinite(given) ||
      (isList(given) && given.findIndex((word) => typeof word !== 'string') < 0),
    'a number, a word or a list of words',
  ),
  () => ({ anyOf: [{ type: 'number' }, { type: 'string' }, { type: 'array', items: { type: 'string' } }] }),
);

export const nullOr = <T>(schema: Schema<T>): Schema<T | null> =>
  noted(v.nullable(schema), () => ({ anyOf: [jsonSchemaOf(schema), { type: 'null' }] }));

/** What may be left out of an object; `undefined` there is the same as absent. */
export const perhaps = <T>(schema: Schema<T>): Optional<T> => v.exactOptional(schema);

/** Objects that hold named values and are nothing else: no list, no `Map`, no `Date`. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The own values of a plain object by their keys, but those that are undefined; none of anything else. */
const ownOf = (given: unknown): ReadonlyMap<string, unknown> =>
  new Map(isPlain(given) ? Object.entries(given as object).filter(([, value]) => value !== undefined) : []);

const plain = v.pipe(
  such<Readonly<Record<string, unknown>>>(isPlain, 'an object'),
  v.transform((given) => Object.fromEntries(ownOf(given))),
);

/** A schema for every key of T; those that T may lack are `perhaps`. */
export type Fields<T> = {
  readonly [K in keyof T]-?: object extends Pick<T, K> ? Optional<Exclude<T[K], undefined>> : Schema<T[K]>;
};

/** An object with these keys and no others. */
export function fields<T extends object>(entries: Fields<T>): Schema<T> {
  const keys = Object.keys(entries);
  const said: Said = ({ expected, input }) => {
    if (expected !== 'never') return `is missing, expected an object with ${keys.join(', ')}`;
    return `is not known, expected ${expectedOneOf(keys, input)}`;
  };
  // Generic entries are beyond what valibot infers; Fields<T> makes sure of the same.
  const schemas = entries as v.ObjectEntries;
  const object = v.pipe(plain, v.strictObject(schemas, said)) as unknown as Schema<T>;
  return noted(object, () => objectSchema(schemas, (schema) => 'type' in schema && schema.type === 'exact_optional'));
}

/** An object of any keys. */
export const recordOf = <T>(held: Schema<T>): Schema<Record<string, T>> =>
  noted(v.pipe(plain, v.record(v.string(), held)), () => ({
    type: 'object',
    additionalProperties: jsonSchemaOf(held),
  }));

/** An object by the first of these keys that it has; `otherwise` where it has none of them. */
export function byKey<T>(schemas: Readonly<Record<string, Schema<T>>>, otherwise?: Schema<T>): Schema<T> {
  const keys = Object.keys(schemas);
  const refused = such<never>(() => false, `an object with ${keys.join(' or ')}`);
  const chosen = v.lazy((given) => {
    const own = ownOf(given);
    const key = keys.find((wanted) => own.has(wanted));
    return key === undefined ? (otherwise ?? refused) : schemas[key];
  });
  const all = [...Object.values(schemas), ...(otherwise === undefined ? [] : [otherwise])];
  return noted(chosen, () => ({ anyOf: all.map(jsonSchemaOf) }));
}

/** An object by what its key holds. */
export const byValue = <T>(key: string, choose: (held: unknown) => Schema<T>): Schema<T> =>
  noted(
    v.lazy((given) => choose(ownOf(given).get(key))),
    () => ({ ...jsonSchemaOf(choose(undefined)), description: `as without ${key}; another ${key} may take others` }),
  );

/** An object by the word that its key `key` holds. */
export function byWord<K extends string, T extends Readonly<Record<K, string>>>(
  key: K,
  schemas: { readonly [W in T[K]]: Schema<Extract<T, Readonly<Record<K, W>>>> },
): Schema<T> {
  const known = new Map<unknown, Schema<T>>(Object.entries<Schema<T>>(schemas));
  const words = Object.keys(schemas);
  const missing = `is missing, expected ${expectedOneOf(words, '')}`;
  const refused = v.pipe(plain, v.object({ [key]: oneOf(words) }, missing)) as unknown as Schema<never>;
  const chosen = byValue<T>(key, (word) => known.get(word) ?? refused);
  return noted(chosen, () => ({ anyOf: [...known.values()].map(jsonSchemaOf) }));
}

/** A list of some words, `least` to `most` of them. */
export const wordsOf = <const T extends string>(
  words: readonly T[],
  { least, most }: Readonly<Record<'least' | 'most', number>>,
): Schema<readonly T[]> =>
  noted(
    v.pipe(
      such<readonly unknown[]>(
        (given) => Array.isArray(given) && given.length >= least && given.length <= most,
        `a list of ${least} to ${most} words`,
      ),
      v.array(oneOf(words)),
    ),
    () => ({ type: 'array', items: { type: 'string', enum: words }, minItems: least, maxItems: most }),
  );

/** Elements of the longest list that is looked through; beyond it lists are holes or a mistake. */
const LONGEST_LIST = 10_000_000;

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.length <= LONGEST_LIST;

/** A list; `what` are its elements. It is not copied. */
export const listOf = <T>(element: Schema<T>, what: string): Schema<readonly T[]> =>
  noted(v.pipe(such<readonly unknown[]>(isList, `a list of ${what}`), v.array(element)), () => ({
    type: 'array',
    items: jsonSchemaOf(element),
    description: what,
  }));

/** A list of texts, looked through without anything made for each: histories are long. It is not copied. */
export const textsOf = (what: string): Schema<readonly string[]> =>
  noted(
    v.pipe(
      such<readonly unknown[]>(isList, `a list of ${what}`),
      v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
        const key = value.findIndex((each) => typeof each !== 'string');
        if (key < 0) return value as readonly string[];
        const input = value[key];
        addIssue({
          message: `is ${quote(input)}, expected text`,
          input,
          path: [{ type: 'array', origin: 'value', input: [], key, value: input }],
        });
        return NEVER;
      }),
    ),
    () => ({ type: 'array', items: { type: 'string' }, description: what }),
  );

/** Characters of a path in a message. */
const LONGEST_PATH = 80;

/**
 * The value as the schema gives it. @throws SettingsError `what: path is 5, expected …` with the first fault, also for an
 * object that throws when it is read
 */
export function checked<T>(schema: Schema<T>, value: unknown, what: string, at = ''): T {
  let result: v.SafeParseResult<Schema<T>>;
  try {
    result = v.safeParse(schema, value, { abortEarly: true });
  } catch {
    throw new SettingsError(`${what}: ${at === '' ? 'it' : at} cannot be read, expected plain data`);
  }
  if (result.success) return result.output;
  const [{ path = [], message }] = result.issues;
  const place = [at, ...path.map(({ key }) => String(key))].filter((name) => name !== '').join('.');
  throw new SettingsError(`${what}: ${place === '' ? 'it' : place.slice(0, LONGEST_PATH)} ${message}`);
}
