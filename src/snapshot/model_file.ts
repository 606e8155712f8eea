/**
 * Snapshots: one trained model in one file, for people and programs that did not train it. Nothing in the file decides
 * what is allocated: its tensors must be exactly those that our own code derives from architecture and configuration.
 */
import { SettingsError } from '../core/errors.ts';
import { show, size } from '../core/shape.ts';
import { codesTensors, decodeCodes, encodeCodes, type CodesShape, type ItemCodes } from './codes.ts';
import { decodeItems, encodeItems, type ExpectedTensor, itemTensors, type ItemTable } from './items.ts';
import type { JsonObject } from './json.ts';
import { canonicalIn, canonicalTensor } from './json_tensor.ts';
import { decodeKinds, encodeKinds, kindOutlines, kindTensors } from './kinds.ts';
import { decodeLevels, encodeLevels, levelOutlines, levelTensors } from './levels.ts';
import { MAX_MODEL_BYTES, MAX_PARAMETER } from './limits.ts';
import { type ModelManifest, type ModelSettings, SNAPSHOT } from './manifest.ts';
import type { Outline } from './pieces.ts';
import { quote, refusal } from './refusal.ts';
import { seal, sealedBytes, unseal, verify } from './seal.ts';
import { decodeStates, encodeStates, isState, type WholeState } from './states.ts';
import { checkSpelling, type Parameter, restore, store, storedTensors } from './storage.ts';
import type { Tensor } from './tensor.ts';
import { coderOutlines, decodeTitleCoder, encodeTitleCoder, isOfCoder, type TitleCoder } from './title_coder.ts';

export interface ModelFile {
  readonly manifest: ModelManifest;
  /** As f32, whatever `manifest.weights` says about the file. */
  readonly parameters: readonly Parameter[];
  readonly items: ItemTable;
  /** Of a model that knows its items by codes; null of any other. */
  readonly codes: ItemCodes | null;
  /** How titles that no item has are coded; null where the file does not say it. */
  readonly coder: TitleCoder | null;
  /** Names of the kinds of events, of a model that reads them; null of any other. */
  readonly kinds: readonly string[] | null;
  /** The values of events that are told apart, ascending, of a model that reads them; null of any other. */
  readonly levels: readonly number[] | null;
  /** How it was trained, so that somebody with the data can train it again; absent where its author does not tell. */
  readonly receipt?: JsonObject;
  /** A few states of its training, beside a receipt; absent where there are none. */
  readonly states?: readonly WholeState[];
}

export type { Parameter };

/** The parameters of an architecture under `settings`, and the codes that it knows items by; throws SettingsError where these are out of its ranges. */
export type Layout = (settings: ModelSettings) => ModelLayout;

export interface ModelLayout {
  readonly places: readonly Place[];
  readonly codes: CodesShape | null;
  /** Whether it reads of which kind events are. */
  readonly kinds: boolean;
  /** Whether it reads what events are worth. */
  readonly values: boolean;
}

const RECEIPT = 'receipt';

type Place = Pick<Parameter, 'name' | 'shape'>;

/** The bytes of a snapshot. Throws SnapshotError for whatever `readModel` would refuse. */
export async function writeModel(file: ModelFile): Promise<Uint8Array<ArrayBuffer>> {
  const { parameters, items, codes, coder, kinds, levels, receipt, states = [] } = file;
  const manifest = sayingCoder(file.manifest, coder);
  checkModelBytes(parameters);
  parameters.forEach(checkNumbers);
  const tensors = parameters.flatMap((parameter) => store(parameter, manifest.weights));
  // A vector's number beyond 65,504 has no half.
  if (manifest.weights === 'int8') restoreAll(parameters, tensorsByName(tensors)).forEach(checkNumbers);
  checkItemCount(items.ids.length, manifest);
  return await seal(SNAPSHOT, manifest, [
    ...tensors,
    ...encodeItems(items),
    ...encodeCodes(codes),
    ...encodeTitleCoder(coder),
    ...encodeKinds(kinds),
    ...encodeLevels(levels),
    ...(receipt === undefined ? [] : [canonicalTensor(RECEIPT, receipt), ...encodeStates(states)]),
  ]);
}

/** A manifest that names the tokenizer where the file holds what it fitted, and nowhere else. */
function sayingCoder(manifest: ModelManifest, coder: TitleCoder | null): ModelManifest {
  const { tokenizer, ...others } = manifest;
  if (coder !== null) return { ...others, tokenizer: coder.tokenizer };
  return tokenizer === undefined ? manifest : others;
}

/**
 * Bytes of a snapshot whose weights are still to be trained. Throws SnapshotError for whatever `writeModel` would refuse then,
 * but for numbers and ids.
 *
 * @param items  the tensors of its catalogue
 */
export function modelFileBytes(
  manifest: ModelManifest,
  { places, codes, kinds, values }: ModelLayout,
  items: readonly Outline[],
): number {
  checkModelBytes(places);
  const parameters = storedTensors(places, manifest.weights).map(({ name, dtype, shape }) => {
    return { name, dtype, shape: shape.map(Number) };
  });
  const beside = [
    ...[...codesTensors(manifest.config.items, codes), ...coderOutlines(codes)],
    ...[...kindOutlines(kinds), ...levelOutlines(values)],
  ];
  return sealedBytes(SNAPSHOT, manifest, [...parameters, ...items, ...beside]);
}

/** Bytes of parameters as f32, however a file stores them. */
export const parameterBytes = (places: readonly Pick<Parameter, 'shape'>[]): number =>
  places.reduce((sum, { shape }) => sum + 4 * size(shape), 0);

function checkModelBytes(places: readonly Place[]): void {
  const bytes = parameterBytes(places);
  if (bytes <= MAX_MODEL_BYTES) return;
  throw refusal('SNAP_MODEL_SIZE', 'model', `${bytes} bytes of parameters, expected at most ${MAX_MODEL_BYTES}`);
}

/**
 * Reads a snapshot. `layouts` maps each architecture that may be opened to its parameters. Parameters come in the order
 * of the layout; those stored as f32 are views into `bytes`. Throws SnapshotError, and nothing else, for a file that is not wholly right.
 */
export async function readModel(
  bytes: Uint8Array<ArrayBuffer>,
  layouts: ReadonlyMap<string, Layout>,
): Promise<ModelFile> {
  const { manifest, stated, tensors } = unseal(SNAPSHOT, bytes);
  const { places, codes, kinds, values } = layoutOf(manifest, layouts);
  checkModelBytes(places);
  const { tokenizer } = manifest;
  if (tokenizer !== undefined && codes === null) {
    throw refusal('SNAP_MANIFEST', 'manifest "tokenizer"', `${quote(tokenizer)} of a model that knows no codes`);
  }
  const ofCoder = tensorsByName(tokenizer === undefined ? [] : tensors.filter(({ name }) => isOfCoder(name)));
  const receipted = tensors.some(({ name }) => name === RECEIPT);
  const beside = (name: string): boolean => name === RECEIPT || (receipted && isState(name));
  const byName = tensorsByName(tensors.filter(({ name }) => !ofCoder.has(name) && !beside(name)));
  const items = itemTensors(manifest.config.items, byName.has('items.title.bytes'));
  checkTensors(byName, [
    ...storedTensors(places, manifest.weights),
    ...items,
    ...codesTensors(manifest.config.items, codes),
    ...kindTensors(kinds),
    ...levelTensors(values),
  ]);
  await verify(bytes, stated);
  const coder = tokenizer === undefined ? null : decodeTitleCoder(tokenizer, ofCoder);
  const parameters = restoreAll(places, byName);
  parameters.forEach(checkNumbers);
  const states = receipted ? decodeStates(tensors, places) : [];
  if (manifest.weights === 'int8') for (const parameter of parameters) checkSpelling(parameter, byName);
  return {
    ...{ manifest, parameters, items: decodeItems(byName) },
    ...{ codes: decodeCodes(byName, codes), coder, kinds: decodeKinds(byName, kinds) },
    levels: decodeLevels(byName, values),
    ...(receipted ? { receipt: canonicalIn(RECEIPT, tensors) } : {}),
    ...(states.length > 0 ? { states } : {}),
  };
}

const tensorsByName = (tensors: readonly Tensor[]): ReadonlyMap<string, Tensor> =>
  new Map(tensors.map((tensor) => [tensor.name, tensor]));

const restoreAll = (places: readonly Place[], tensors: ReadonlyMap<string, Tensor>): readonly Parameter[] =>
  places.map((place) => restore(place, tensors));

function layoutOf({ arch, config }: ModelManifest, layouts: ReadonlyMap<string, Layout>): ModelLayout {
  const layout = layouts.get(arch);
  if (layout === undefined) {
    const known = [...layouts.keys()].join(', ');
    throw refusal('SNAP_ARCHITECTURE', 'manifest', `model ${quote(arch)}, this version reads ${known}`);
  }
  try {
    return layout(config);
  } catch (error) {
    if (error instanceof SettingsError) throw refusal('SNAP_CONFIG', `configuration of ${arch}`, error.message);
    throw error;
  }
}

/** Requires that `tensors` are exactly the expected ones, in name, type and shape. */
function checkTensors(tensors: ReadonlyMap<string, Tensor>, expected: readonly ExpectedTensor[]): void {
  for (const { name, dtype, shape } of expected) {
    const tensor = tensors.get(name);
    if (tensor === undefined) throw refusal('SNAP_TENSOR_LIST', `tensor "${name}"`, 'missing');
    const fits = tensor.shape.length === shape.length && shape.every((n, i) => n === null || n === tensor.shape[i]);
    if (tensor.dtype !== dtype || !fits) {
      const [found, wanted] = [show(tensor.shape), `(${shape.map((n) => n ?? 'any').join(', ')})`];
      const cause = `${tensor.dtype} of shape ${found}, expected ${dtype} of ${wanted}`;
      throw refusal('SNAP_TENSOR_LIST', `tensor "${name}"`, cause);
    }
  }
  const names = new Set(expected.map(({ name }) => name));
  for (const name of tensors.keys()) {
    if (!names.has(name)) throw refusal('SNAP_TENSOR_LIST', `tensor "${name}"`, 'not part of this model');
  }
}

function checkItemCount(count: number, { config }: ModelManifest): void {
  if (count === config.items) return;
  throw refusal('SNAP_ITEMS', 'items.id', `${count} items, but the configuration says ${config.items}`);
}

/** IEEE 754 bits of the largest magnitude allowed; bits of magnitudes are in the order of the magnitudes, NaN last. */
const LARGEST_BITS = new Uint32Array(Float32Array.of(MAX_PARAMETER).buffer)[0];

function checkNumbers({ name, data }: { readonly name: string; readonly data: ArrayBufferView }): void {
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  let invalid = 0;
  for (const word of bits) if ((word & 0x7fffffff) > LARGEST_BITS) invalid++;
  if (invalid === 0) return;
  throw refusal(
    'SNAP_NUMBERS',
    `tensor "${name}"`,
    `${invalid} of ${bits.length} numbers are not finite or beyond 1e6`,
  );
}
