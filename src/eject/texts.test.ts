import { describe, expect, it } from 'vitest';
import { losses } from '../losses/catalogue.ts';
import { configure, modelNamed, models } from '../models/catalogue.ts';
import { parametersOf } from '../models/parameters.ts';
import { objectives, usualObjective, vocabularyOf } from '../objectives/catalogue.ts';
import { usualValues, type AnyValues } from '../parts/settings.ts';
import { declaredIn } from '../testing/torch_text.ts';
import { torchName } from './names.ts';
import { layersText, modelTexts, pythonFiles, type Parts } from './texts.ts';

const ITEMS = 7;
/** Names that the texts have for the numbers of small tables, as `layers.py` sets them. */
const TABLES = { GAPS: 66, KINDS: 32, VALUES: 18 };

/** Settings as they usually are, the least and most of each number, and each word, as far as they fit one another. */
function variants(name: string): AnyValues[] {
  const model = modelNamed(name);
  const small: AnyValues = { width: 16, length: 6, ...('heads' in model.settings ? { heads: 2 } : {}) };
  const changed = Object.entries(model.settings).flatMap(([key, setting]): AnyValues[] => {
    if ('options' in setting) return Object.keys(setting.options).map((word) => ({ [key]: word }));
    return ['width', 'length', 'heads', 'dropout'].includes(key)
      ? []
      : [{ [key]: setting.minimum }, { [key]: Math.min(setting.maximum, setting.minimum + 2 * setting.step) }];
  });
  const all = [{}, { width: 24 }, ...changed].map((change): AnyValues => ({ ...small, ...change }));
  return all.filter((values) => model.misfit({ ...usualValues(model.settings), ...values }) === null);
}

const partsOf = (name: string, config: AnyValues, loss = 'cross-entropy'): Parts => {
  const model = modelNamed(name);
  return {
    ...{ model, config, training: { loss }, objective: usualObjective(model.sees).name },
    protocol: { split: 'leave-one-out' },
  };
};

// What holds for every text that there is: nobody edits this file for a new one.
describe.each([...modelTexts])('the PyTorch text of %s', (name, text) => {
  it('declares the parameters of the model, each with its shape, whatever is set', () => {
    const model = modelNamed(name);
    const constants = Object.entries(TABLES).map(([table, rows]) => {
      expect(layersText).toMatch(/^GAPS, KINDS, VALUES = 66, 32, 18\b/m);
      return [new RegExp(`\\b${table}\\b`, 'g'), `${rows}`] as const;
    });
    const layers = constants.reduce((sofar, [table, rows]) => sofar.replace(table, rows), layersText);
    const [, root] = /^Model = (\w+)$/m.exec(text) ?? [];
    for (const values of variants(name)) {
      const config = configure(model, values);
      const traced = parametersOf(model, config, ITEMS).map(({ name: ours, tensor }) => [
        torchName(ours),
        tensor.shape,
      ]);
      const vocabulary = vocabularyOf(model.sees, ITEMS);
      const declared = [...declaredIn([layers, text], root, { ...config, vocabulary })];
      const byName = (a: readonly unknown[], b: readonly unknown[]): number => (String(a[0]) < String(b[0]) ? -1 : 1);
      expect(declared.sort(byName), JSON.stringify(values)).toEqual(traced.sort(byName));
    }
  });

  it('reads every setting of the model and knows every word of it', () => {
    for (const values of variants(name))
      for (const loss of losses.keys())
        expect([...pythonFiles(partsOf(name, configure(modelNamed(name), values), loss)).keys()]).toContain('model.py');
  });
});

describe('what has no PyTorch text', () => {
  it('is a part of none, and every loss and objective has one', () => {
    for (const name of modelTexts.keys()) expect(models.has(name)).toBe(true);
    expect(modelTexts.size).toBeGreaterThan(3);
    const sees = new Map([...models.values()].map((model) => [usualObjective(model.sees).name, model.name]));
    expect([...sees.keys()].sort()).toEqual([...objectives.keys()].sort());
  });

  it('is refused in words: a model, a setting, a word of one, a loss', () => {
    const sasrec = modelNamed('sasrec');
    const config = configure(sasrec, {});
    const further = { ...sasrec.settings, bias: sasrec.settings.width };
    const refused: readonly (readonly [Parts, string])[] = [
      [partsOf('rpg', {}), "project: the model 'rpg' has no PyTorch text, expected one of bert4rec, gru4rec, "],
      [
        partsOf('sasrec', config, 'bpr'),
        "project: the loss 'bpr' has no PyTorch text, expected one of cross-entropy, ",
      ],
      [
        partsOf('sasrec', { ...config, positions: 'rotary' }),
        "project: SASRec with positions 'rotary' has no PyTorch text",
      ],
      [
        { ...partsOf('sasrec', { ...config, bias: 3 }), model: { ...sasrec, settings: further } },
        "project: SASRec with setting 'bias' has no PyTorch text",
      ],
      [
        { ...partsOf('sasrec', config), protocol: { split: 'by item, 20 %' } },
        'project: the split by item, 20 % has no Python text',
      ],
    ];
    for (const [parts, words] of refused) expect(() => pythonFiles(parts)).toThrow(words);
  });
});
