import { describe, expect, it } from 'vitest';

/**
 * Software adapters give numbers where others give infinities: SwiftShader's ln 0 is −88 and its ln of a negative number that
 * of the positive one. So every argument is in range by its form, and each form stands here with the reason.
 */
const IN_RANGE: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  exp: {
    'clamped to 0 from above': /^min\(.*, (0\.0|vec4f\((0\.0)?\))\)$/,
    'clamped to 80 from above, where exp is finite': /^min\(.*, (vec4f|Lane)\(80\.0\)\)$/,
    'clamped to 40 from above, so that a product with it is finite too': /^min\(.*, vec4f\(40\.0\)\)$/,
    'never positive': /^-abs\(\w+\)$/,
    'a member of a set less its maximum': /^[\w.[\]()+, *]+ - (largest|larger|raised)$/,
    '2u of tanh, u clamped to ±15': /^2\.0 \* u$/,
  },
  exp2: {
    'never positive: neither steps nor a rate of decay are negative': /^-\(steps? \* (own_)?decay(\[n\])?\)$/,
  },
  log: {
    '1 + e, e in (0, 1]': /^1\.0 \+ e$/,
    'a sum that holds exp(0) of the maximum': /^(sum|total)$/,
    'clamped to 1 from below': /^max\(\w+, 1\.0\)$/,
  },
  sqrt: {
    'a sum of squares': /^squared_norm\[0\]$/,
    'a mean of squares over 1 − β₂ᵗ > 0': /^v \* \(1\.0 \/ schedule\[2\]\)$/,
  },
  inverseSqrt: {
    'a positive extent': /^f32\((params\.head_width|HEAD_WIDTH)\)$/,
    'a mean of squares plus eps > 0': /^.+ \/ count \+ params\.eps$/,
  },
};

/** Functions whose domain is not all of f32, or whose result leaves it. */
const BOUNDED = /\b(exp2?|log2?|sqrt|inverseSqrt|tanh|sinh|cosh|tan|asin|acos|acosh|atanh|pow)\(/g;

const files = import.meta.glob<string>('./*/*.wgsl', { query: '?raw', import: 'default', eager: true });

const code = (text: string): string => text.replaceAll(/\/\/.*/g, '');

/** What stands in the parentheses that open before `from`. */
function argument(text: string, from: number): string {
  let depth = 1;
  let at = from;
  for (; depth > 0 && at < text.length; at++) depth += Number(text[at] === '(') - Number(text[at] === ')');
  return text.slice(from, at - 1);
}

const calls = Object.entries(files).flatMap(([path, text]) =>
  [...code(text).matchAll(BOUNDED)].map(({ 0: opening, 1: name = '', index }) => ({
    path,
    name,
    given: argument(code(text), index + opening.length),
  })),
);

describe('functions that are not defined, or not finite, everywhere', () => {
  it('are given arguments that are in range by their form', () => {
    expect(calls.length).toBeGreaterThan(40);
    const others = calls.filter(
      ({ name, given }) => !Object.values(IN_RANGE[name] ?? {}).some((form) => form.test(given)),
    );
    expect(others.map(({ path, name, given }) => `${path}: ${name}(${given})`)).toEqual([]);
  });

  it('each have a form that is used: a reason that nothing needs is removed', () => {
    const unused = Object.entries(IN_RANGE).flatMap(([name, forms]) =>
      Object.entries(forms)
        .filter(([, form]) => !calls.some((call) => call.name === name && form.test(call.given)))
        .map(([reason]) => `${name}: ${reason}`),
    );
    expect(unused).toEqual([]);
  });
});

describe('NaN and infinity', () => {
  it('are looked for in exponent bits and never by comparing a number with itself', () => {
    const compared = Object.entries(files).filter(
      ([, text]) =>
        /\b([\w.[\]]+)\s*(!=|==)\s*\1(?![\w.[\]])/.test(code(text)) ||
        /\bis(Nan|nan|Inf|inf|Finite)\(/.test(code(text)),
    );
    expect(compared.map(([path]) => path)).toEqual([]);
  });
});
