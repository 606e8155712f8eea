import { describe, expect, it } from 'vitest';
import { size } from '../core/shape.ts';
import { mixers } from '../mixers/catalogue.ts';
import { configure, modelNamed, models } from '../models/catalogue.ts';
import type { Model } from '../models/model.ts';
import { parametersOf } from '../models/parameters.ts';
import { isList, isNumber, type AnyValues } from '../parts/settings.ts';
import { Reader } from '../recommend/reader.ts';
import { smallest } from '../testing/noisy_reader.ts';
import { noise } from '../testing/random.ts';
import { sampleCodes } from '../testing/sample_codes.ts';
import { onnxFile } from './file.ts';
import { modelGraph, windowOf, type ModelParts } from './model_graph.ts';
import { openSession } from './session.ts';
import { streamGraph } from './stream_graph.ts';
import { verify, verifyStream } from './verify.ts';
import { inOnePiece } from './wire.ts';

const ITEMS = 23;
const LEVELS = [1, 2, 3];
/** Each length that a model reads, and two that it cuts. */
const HISTORIES = 8;

/** A model as small as it may be, its weights noise, and the same on the CPU. */
function untrained(model: Model, given: AnyValues): { parts: ModelParts; reader: Reader } {
  const config = configure(model, { ...smallest(model, 5), ...given });
  const parameters = parametersOf(model, config, ITEMS).map(({ name, tensor: { shape } }, i) => ({
    ...{ name, shape },
    data: Float32Array.from(noise(size(shape), i, 0.5)),
  }));
  const weights = Object.fromEntries(parameters.map(({ name, data }) => [name, Float64Array.from(data)]));
  const codes = sampleCodes(model, config, ITEMS);
  const reader = new Reader(model, config, ITEMS, weights, { codes, levels: LEVELS });
  return { parts: { model, config, items: ITEMS, parameters, codes, levels: LEVELS }, reader };
}

/** Settings of a model one way and the other: the last word of all that it may be set to, so that it reads all it may; and each mixer by itself. */
function settingsOf({ settings }: Model): AnyValues[] {
  const last = Object.entries(settings).flatMap(([name, setting]) => {
    const word = isNumber(setting) || isList(setting) ? undefined : Object.keys(setting.options).at(-1);
    return word === undefined ? [] : [[name, word]];
  });
  const usable = [...mixers.values()].filter(({ sees }) => sees === 'past');
  const stacks = 'mixers' in settings ? usable.map(({ name }) => ({ mixers: [name] })) : [];
  return [{}, Object.fromEntries(last) as AnyValues, ...stacks];
}

const fileOf = (parts: ModelParts): Uint8Array =>
  inOnePiece(onnxFile(modelGraph(parts), { version: '', commit: '' }, ''));

const knownOf = ({ model, config }: ModelParts) => ({
  ...{ items: ITEMS, window: windowOf(model, config), kinds: 2, levels: LEVELS },
});

// What holds for every model that there is, and every mixer: nobody edits this file for a new one.
describe.each([...models])('%s', (_name, model) => {
  it.each(settingsOf(model))('gives the scores of its references as an ONNX file: %j', async (given) => {
    const { parts, reader } = untrained(model, given);
    const session = await openSession(fileOf(parts));
    const verified = await verify(session, reader, knownOf(parts), {}, HISTORIES);
    expect(verified).toMatchObject({ histories: HISTORIES, places: 20 });
    expect(verified.difference).toBeLessThan(1e-5);
    expect(verified.difference).toBeGreaterThan(0); // it was computed elsewhere
    await session.release();
  });
});

/** Those settings of a model by which it reads the past alone, from item to item. */
const streams = (given: AnyValues): AnyValues => ({ ...given, positions: 'oldest' });

describe.each([...models].filter(([, { sees }]) => sees === 'past'))('%s, one item after another', (_name, model) => {
  it.each(settingsOf(model))(
    'gives the scores of its references from what it told of the items before: %j',
    async (given) => {
      const { parts, reader } = untrained(model, 'positions' in model.settings ? streams(given) : given);
      const { graph, states } = streamGraph(parts);
      const session = await openSession(inOnePiece(onnxFile(graph, { version: '', commit: '' }, '')));
      expect(states.length).toBeGreaterThan(0);
      const { difference } = await verifyStream(session, states, reader, knownOf(parts), {}, 2);
      expect(difference).toBeLessThan(1e-5);
      expect(difference).toBeGreaterThan(0);
      await session.release();
    },
  );
});

it('gives out no file that says anything else', async () => {
  const { parts, reader } = untrained(modelNamed('sasrec'), {});
  const parameters = parts.parameters.map(({ name, shape, data }) => ({
    ...{ name, shape },
    data: name === 'final.beta' ? data.map((x) => x + 1e-3) : data,
  }));
  const session = await openSession(fileOf({ ...parts, parameters }));
  await expect(verify(session, reader, knownOf(parts), {}, HISTORIES)).rejects.toThrow(
    /logits differ by .* of the largest/,
  );
  await session.release();
});
