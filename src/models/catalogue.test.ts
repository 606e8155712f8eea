import { describe, expect, it } from 'vitest';
import { configure, exactly, modelNamed, models } from './catalogue.ts';

const sasrec = modelNamed('sasrec');

describe.each([...models])('the settings of %s', (_name, model) => {
  it('fit one another as they are set first, and as every preset sets them', () => {
    expect(configure(model, {})).toEqual(model.defaults);
    for (const preset of Object.values(model.presets)) {
      expect(configure(model, preset)).toEqual({ ...model.defaults, ...preset });
    }
  });
});

it('settings that do not fit one another are refused before anything is computed with them', () => {
  const refusal = 'sasrec: width 32 with 3 heads, expected a width that is a multiple of 4 · heads';
  expect(() => configure(sasrec, { heads: 3, width: 32 })).toThrow(refusal);
  expect(() => exactly(sasrec, { ...sasrec.defaults, heads: 3, width: 32 })).toThrow(refusal);
});
