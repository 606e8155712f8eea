import { describe, expect, it } from 'vitest';
import { size } from '../core/shape.ts';
import { Events } from '../events/events.ts';
import { gradients } from '../graph/backward.ts';
import { leaf } from '../graph/tensor.ts';
import { evaluate } from '../runtime/cpu.ts';
import { noise } from '../testing/random.ts';
import { guessesCodes, isChain, type Config } from './model.ts';
import { smallest } from '../testing/noisy_reader.ts';
import { tracedLoss } from '../testing/traced_loss.ts';
import { variants } from '../testing/variants.ts';
import { gapLeaves, kindLeaves, SECONDS, valueLeaves } from '../events/events.ts';
import { fieldsRead, usualValues } from '../parts/settings.ts';
import { configure, exactly, modelNamed } from './catalogue.ts';

// What holds for every model that there is: nobody edits this file for a new one.
describe.each(variants)('%s %j', (_name, given, model) => {
  const config: Config = { ...smallest(model, 4), ...given, dropout: 0.3 };
  const width = Number(config.width);

  it('has settings that fit one another, as they are set first and as every preset sets them', () => {
    expect(configure(model, {})).toEqual(usualValues(model.settings));
    for (const { values } of model.presets) {
      expect(configure(model, values)).toEqual({ ...usualValues(model.settings), ...values });
    }
  });

  it('guesses codes where it says so, else items', () => {
    const { head } = tracedLoss(model, config, false);
    expect(isChain(head) || head[0].codes !== null).toBe(guessesCodes(model));
  });

  it('says what each of its parameters belongs to, and which of its settings change that', () => {
    const [parts, { parameters }] = [model.stages, tracedLoss(model, config, false)];
    const scopes = parts.flatMap(({ scope }) => [0, 1].map((n) => scope.replace('#', String(n))));
    const owners = ({ name }: { readonly name: string }): number =>
      new Set(scopes.filter((scope) => name === scope || name.startsWith(`${scope}.`))).size;
    expect(parameters.filter((parameter) => owners(parameter) !== 1)).toEqual([]);
    const settings = new Set(parts.flatMap((part) => part.settings));
    expect([...settings].filter((name) => !(name in model.settings))).toEqual([]);
  });

  const traced = (training: boolean) => {
    const made = tracedLoss(model, config, training);
    made.parameters.forEach(({ name, tensor }, i) => (made.leaves[name] = noise(size(tensor.shape), i, 0.5)));
    return made;
  };

  it.each([false, true])('has the gradient of its loss in every parameter (dropout %s)', (training) => {
    const { loss, parameters, leaves } = traced(training);
    const wrt = parameters.map(({ tensor }) => tensor);
    const analytic = evaluate(gradients(loss, leaf('unread', [1]), wrt), leaves);
    const lossAt = (): number => evaluate([loss], leaves)[0][0];
    const h = 1e-5;
    parameters.forEach(({ name }, p) => {
      // Along one direction in which all of its numbers move.
      const [values, direction] = [leaves[name], noise(leaves[name].length, 100 + p)];
      const moved = (by: number): number => {
        leaves[name] = values.map((value, i) => value + by * direction[i]);
        return lossAt();
      };
      const numeric = (moved(h) - moved(-h)) / (2 * h);
      leaves[name] = values;
      const products = analytic[p].map((slope, i) => slope * direction[i]);
      const scale = Math.max(1e-3, ...products.map(Math.abs));
      expect(Math.abs(numeric - products.reduce((sum, product) => sum + product, 0)) / scale, name).toBeLessThan(1e-5);
    });
  });

  it('makes of histories that stand one behind another in a row what it makes of each alone, and learns the same of them', () => {
    const [apart, packed] = [false, true].map((isPacked) => {
      const made = tracedLoss(model, config, false, isPacked);
      made.parameters.forEach(({ name, tensor }, i) => (made.leaves[name] = noise(size(tensor.shape), i, 0.5)));
      const wrt = made.parameters.map(({ tensor }) => tensor);
      return evaluate([made.hidden, made.loss, ...gradients(made.loss, leaf('unread', [1]), wrt)], made.leaves);
    });
    // Rows of four with one position of padding behind the first history; packed, all of it behind the second.
    const items = [0, 1, 2, 4, 5, 6, 7].flatMap((t) => [...apart[0].subarray(t * width, (t + 1) * width)]);
    [items, ...apart.slice(1)].forEach((values, which) => {
      values.forEach((value, i) => expect(packed[which][i], `${which}[${i}]`).toBeCloseTo(value, 12));
    });
  });

  it('sees of a history what it says: the past alone, or the whole of it', () => {
    const { hidden, leaves } = traced(false);
    const [before] = evaluate([hidden], leaves);
    leaves.ids[7] = 1; // the last item of the second history
    const [after] = evaluate([hidden], leaves);
    const states = (values: Float64Array, from: number, to: number): Float64Array =>
      values.slice(from * width, to * width);
    if (model.sees === 'past') expect(states(after, 4, 7)).toEqual(states(before, 4, 7));
    else for (const t of [4, 5, 6]) expect(states(after, t, t + 1)).not.toEqual(states(before, t, t + 1));
    expect(states(after, 7, 8)).not.toEqual(states(before, 7, 8));
  });

  it('reads of events beside their items what its settings say that it reads', () => {
    const { events, hidden, leaves } = traced(false);
    const fields = fieldsRead(model.settings, config).map(([, field]) => field);
    expect(events.fields).toEqual(fields);
    if (fields.length === 0) return;
    const [before] = evaluate([hidden], leaves);
    const { ids } = { times: gapLeaves, kinds: kindLeaves, values: valueLeaves }[fields[0]];
    leaves[ids in leaves ? ids : SECONDS][6] = 1; // the third item of the second history
    const [after] = evaluate([hidden], leaves);
    const state = (values: Float64Array, t: number): Float64Array => values.slice(t * width, (t + 1) * width);
    if (model.sees === 'past') expect(state(after, 5)).toEqual(state(before, 5));
    for (const t of [6, 7]) expect(state(after, t)).not.toEqual(state(before, t));
    expect(state(after, 2)).toEqual(state(before, 2));
  });

  it('does not see padding: what stands there changes no state but its own', () => {
    const { hidden, leaves } = traced(false);
    const [before] = evaluate([hidden], leaves);
    leaves.ids[3] = 4; // the first history ends at position 2
    const [after] = evaluate([hidden], leaves);
    const items = (states: Float64Array): number[] => [...states].filter((_, i) => Math.floor(i / width) !== 3);
    expect(items(after)).toEqual(items(before));
  });

  it('gives the states of named positions, the same as among all', () => {
    const { events, scope, hidden, leaves } = traced(false);
    const [all] = evaluate([hidden], leaves);
    const named = model.forward(scope, new Events(events.shape, leaf('at', [3], 'u32')), config).hidden;
    const [some] = evaluate([named], { ...leaves, at: Float64Array.of(7, 3, 2) });
    const state = (values: Float64Array, row: number): Float64Array => values.slice(row * width, (row + 1) * width);
    expect(named.shape).toEqual([3, width]);
    [7, 3, 2].forEach((position, row) => expect(state(some, row)).toEqual(state(all, position)));
  });
});

it('settings that do not fit one another are refused before anything is computed with them', () => {
  const sasrec = modelNamed('sasrec');
  const refusal = 'sasrec: width 32 with 3 heads, expected a width that is a multiple of 4 · heads';
  expect(() => configure(sasrec, { heads: 3, width: 32 })).toThrow(refusal);
  expect(() => exactly(sasrec, { ...usualValues(sasrec.settings), heads: 3, width: 32 })).toThrow(refusal);
});
