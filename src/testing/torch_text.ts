/**
 * The parameters that a PyTorch text declares, read without Python. Texts keep to few forms for it: in `__init__` a line
 * `self.NAME = …` with `nn.Linear`, `nn.Embedding`, `nn.LayerNorm`, `nn.Parameter(torch.zeros(…))`, `nn.ModuleList`, a class of the texts,
 * local names, and `if c.NAME == "word":`.
 */
import type { AnyValues } from '../parts/settings.ts';

/** Names of `state_dict()` and their extents. */
export type Declared = ReadonlyMap<string, readonly number[]>;

interface Class {
  readonly base: string;
  readonly parameters: readonly string[];
  readonly body: readonly string[];
}

/** What a class declares whose only argument is the settings. */
export function declaredIn(texts: readonly string[], name: string, c: AnyValues): Declared {
  const classes = new Map(texts.flatMap(classesIn));
  const settings = Object.entries(c).map(([key, value]) => [`c.${key}`, value] as const);
  return new Map(instance(classes, name, ['c'], new Map(settings)));
}

type Names = ReadonlyMap<string, AnyValues[string] | string>;
type Entries = (readonly [string, readonly number[]])[];

function classesIn(text: string): [string, Class][] {
  return [...text.matchAll(/^class (\w+)\(([\w.]+)\):\n((?: {4}.*\n|\n)*)/gm)].map(([, name, base, inside]) => {
    const [, parameters, body] =
      /^ {4}def __init__\(self, ([^)]*)\):\n((?: {8}.*\n|\n)*)/m.exec(inside) ?? ([null, 'c', ''] as const);
    return [name, { base, parameters: parts(parameters), body: body.split('\n').filter((line) => line !== '') }];
  });
}

function instance(classes: ReadonlyMap<string, Class>, name: string, given: readonly string[], outer: Names): Entries {
  const found = classes.get(name);
  if (found === undefined) throw new Error(`texts: no class ${name}`);
  const names = new Map(outer);
  found.parameters.forEach((parameter, i) => {
    if (parameter !== 'c') names.set(parameter, valueOf(given[i], outer));
  });
  const entries: Entries = [];
  let holds = true;
  for (const line of found.body) {
    const [, indent, statement] = /^( *)(.*)$/.exec(line) ?? [];
    if (indent.length === 8) holds = true;
    if (!holds) continue;
    const condition = /^if (c\.\w+) == "(\w+)":$/.exec(statement);
    if (condition !== null) holds = names.get(condition[1]) === condition[2];
    else if (statement === 'super().__init__(c)') entries.push(...instance(classes, found.base, ['c'], names));
    else entries.push(...assigned(classes, statement, names));
  }
  return entries;
}

/** What `self.NAME = …` declares; a local name is remembered, as a number or, where it is a list, as its text. */
function assigned(classes: ReadonlyMap<string, Class>, statement: string, names: Map<string, unknown>): Entries {
  const local = /^(\w+) = (.*)$/.exec(statement);
  if (local !== null) names.set(local[1], local[2].startsWith('[') ? local[2] : valueOf(local[2], names as Names));
  const [, name, expression] = /^self\.(\w+) = (.*)$/.exec(statement) ?? [];
  if (expression === undefined || !/^(nn\.\w+|[A-Z]\w+)\(/.test(expression)) return [];
  return declared(classes, expression, names as Names).map(([inner, shape]) => [
    inner === '' ? name : `${name}.${inner}`,
    shape,
  ]);
}

function declared(classes: ReadonlyMap<string, Class>, expression: string, names: Names): Entries {
  const [, made, inside] = /^([\w.]+)\((.*)\)$/.exec(expression) ?? [];
  const given = parts(inside);
  const [a, b] = given.slice(0, 2).map((each) => (/^[\w. */+()-]+$/.test(each) ? valueOf(each, names, NaN) : NaN));
  switch (made) {
    case 'nn.Linear':
      return [['weight', [b, a]], ...(given.includes('bias=False') ? [] : ([['bias', [b]]] as Entries))];
    case 'nn.Embedding':
      return [['weight', [a, b]]];
    case 'nn.LayerNorm':
      return [
        ['weight', [a]],
        ['bias', [a]],
      ];
    case 'nn.Parameter': {
      const shape = /^torch\.(?:zeros|ones)\((.*)\)$/.exec(inside)?.[1] ?? '';
      return [['', parts(shape).map((extent) => valueOf(extent, names))]];
    }
    case 'nn.ModuleList':
      return modules(inside, names).flatMap((each, i) =>
        declared(classes, each, names).map(([inner, shape]) => [`${i}.${inner}`, shape] as const),
      );
    default:
      return instance(classes, made, given, names);
  }
}

/** The expressions of a list of modules: `[A] + name`, `[A for _ in range(n)]`, `A for _ in range(n)`. */
function modules(list: string, names: Names): string[] {
  const [first, ...more] = parts(list, ' + ');
  if (more.length > 0) return [first, ...more].flatMap((each) => modules(each, names));
  const named = names.get(first);
  if (typeof named === 'string') return modules(named, names);
  const bare = /^\[(.*)\]$/.exec(first)?.[1] ?? first;
  const [, each, count] = /^(.*) for _ in range\((.*)\)$/.exec(bare) ?? [];
  return count === undefined ? [bare] : Array.from({ length: valueOf(count, names) }, () => each);
}

/** A text cut at marks that stand in no brackets. */
function parts(text: string, mark = ','): string[] {
  const found = [''];
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    depth += '([{'.includes(text[i]) ? 1 : ')]}'.includes(text[i]) ? -1 : 0;
    if (depth === 0 && text.startsWith(mark, i)) {
      found.push('');
      i += mark.length - 1;
    } else found[found.length - 1] += text[i];
  }
  return found.map((each) => each.trim()).filter((each) => each !== '');
}

/** A sum of products of names and whole numbers. @throws Error for what is none, unless `otherwise` is given */
function valueOf(text: string, names: Names, otherwise?: number): number {
  for (const [mark, apply] of OPERATIONS) {
    const [first, ...rest] = parts(text, mark);
    if (rest.length > 0) return rest.reduce((sum, each) => apply(sum, valueOf(each, names)), valueOf(first, names));
  }
  const inner = /^\((.*)\)$/.exec(text);
  if (inner !== null) return valueOf(inner[1], names);
  const value = /^\d+$/.test(text) ? Number(text) : (names.get(text) ?? otherwise);
  if (typeof value === 'number') return value;
  throw new Error(`texts: ${text} is no number`);
}

const OPERATIONS: readonly (readonly [string, (a: number, b: number) => number])[] = [
  [' + ', (a, b) => a + b],
  [' - ', (a, b) => a - b],
  [' // ', (a, b) => Math.floor(a / b)],
  [' * ', (a, b) => a * b],
];
