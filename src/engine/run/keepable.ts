/**
 * Whatever a finished run needs of files is known before its first step: what could not be written then is refused here, before
 * anything is allocated.
 */
import { SettingsError, SnapshotError } from '../../core/errors.ts';
import { Pacer } from '../../core/pace.ts';
import { quote } from '../../core/quote.ts';
import type { Catalogue } from '../../data/dataset.ts';
import { grouped } from '../../data/import/limits.ts';
import { targetsOfEach } from '../../data/split.ts';
import { modelNamed } from '../../models/catalogue.ts';
import type { Config, Model } from '../../models/model.ts';
import { isNumber } from '../../parts/settings.ts';
import { layOut } from '../../runtime/arena.ts';
import { checkpointBytes } from '../../snapshot/checkpoint.ts';
import { idFault, itemOutlines } from '../../snapshot/items.ts';
import { MAX_FILE_BYTES, MAX_HEADER_BYTES, MAX_ITEMS, MAX_JSON_BYTES, MAX_MODEL_BYTES } from '../../snapshot/limits.ts';
import { codesTensors } from '../../snapshot/codes.ts';
import { kindOutlines } from '../../snapshot/kinds.ts';
import { levelOutlines } from '../../snapshot/levels.ts';
import { modelFileBytes, parameterBytes, type ModelLayout } from '../../snapshot/model_file.ts';
import { coderOutlines } from '../../snapshot/title_coder.ts';
import { type Outline, outlineBytes } from '../../snapshot/pieces.ts';
import { checkpointTensors } from './checkpoints.ts';
import { layouts } from './layouts.ts';
import type { Platform } from '../platform.ts';
import { MOST_BYTES } from './run_shelf.ts';
import { manifestOf } from './snapshots.ts';
import type { Blueprint } from './workbench.ts';

/** What of a catalogue goes into a model's file. */
export interface StoredItems {
  readonly outlines: readonly Outline[];
  /** Which id no file could hold, and why; null where all are right. */
  readonly fault: string | null;
}

/** Of a dataset of which only the sizes are known. */
export const unknownItems: StoredItems = { outlines: [], fault: null };

export interface KeepLimits {
  readonly items: number;
  /** Bytes of a model's parameters, of a file, and of all kept runs together. */
  readonly modelBytes: number;
  readonly fileBytes: number;
  readonly shelfBytes: number;
}

export const keepLimits: KeepLimits = {
  items: MAX_ITEMS,
  modelBytes: MAX_MODEL_BYTES,
  fileBytes: MAX_FILE_BYTES,
  shelfBytes: MOST_BYTES,
};

type Build = Pick<Platform, 'version' | 'commit'>;

const measured = new WeakMap<Catalogue, StoredItems>();

/** Looks a catalogue through, once. */
export async function storedItems(catalogue: Catalogue): Promise<StoredItems> {
  const pacer = new Pacer('train', {});
  const items = measured.get(catalogue) ?? {
    fault: await pacer.through(faultIn(catalogue.ids)),
    outlines: await pacer.through(itemOutlines(catalogue)),
  };
  measured.set(catalogue, items);
  return items;
}

/** Ids that are looked at between two yields. */
const AT_ONCE = 1024;

function* faultIn(ids: readonly string[]): Generator<void, string | null> {
  for (const [i, id] of ids.entries()) {
    const fault = idFault(id);
    if (fault !== null) return `item ${grouped(i + 1)}, ${quote(id)}: its id ${fault}`;
    if (i % AT_ONCE === 0) yield;
  }
  return null;
}

/** @throws SettingsError where the model, a checkpoint or the kept run could not be written; it says what would fit */
export function checkKeepable(print: Blueprint, items: StoredItems, build: Build, limits = keepLimits): void {
  const refused = refusalOf(print, items, build, limits);
  if (refused !== null) throw new SettingsError(refused);
}

/** What `checkKeepable` would throw, as a sentence; null where everything can be written. */
export function refusalOf(print: Blueprint, items: StoredItems, build: Build, limits = keepLimits): string | null {
  const { recipe, split } = print;
  const count = split.dataset.catalogue.ids.length;
  if (count > limits.items) {
    return `train: ${grouped(count)} items, expected at most ${grouped(limits.items)}, as many as a model's file holds; ${FEWER}`;
  }
  if (items.fault !== null) {
    return `train: ${items.fault}, and no model of it could be saved; choose another column as the item, or correct the file`;
  }
  const large = tooLarge(print, recipe.config, items, limits);
  if (large !== null) {
    const { what, bytes, most } = large;
    const fitting = fittingSettings(print, items, limits);
    const smaller = fitting.length === 0 ? 'no setting of the model makes it fit' : `choose ${fitting.join(' or ')}`;
    return `train: ${what} for ${grouped(count)} items needs ${mebibytes(bytes)}, expected at most ${mebibytes(most)}, or it could not be saved; ${smaller}, or ${FEWER}`;
  }
  return unwritable(print, items, build);
}

const FEWER = 'leave rare items out with a higher minimum per item';

const mebibytes = (bytes: number): string => `${grouped(Math.ceil(bytes / 2 ** 20))} MiB`;

/** The first file, or part of it, that would be too large under these settings. @throws SettingsError where they do not fit */
function tooLarge(print: Blueprint, config: Config, items: StoredItems, limits: KeepLimits) {
  const { plan, recipe, split } = print;
  const layout = layoutOf(recipe.model, config, split.dataset.catalogue.ids.length);
  const { places } = layout;
  const { count } = layOut('parameters', places);
  const sizes = [
    { what: `a ${recipe.model}`, bytes: parameterBytes(places), most: limits.modelBytes },
    {
      what: 'its model file',
      bytes: modelBytes(layout, split.dataset.catalogue.ids.length, items),
      most: limits.fileBytes,
    },
    {
      what: 'its checkpoint',
      bytes: checkpointBytes(
        checkpointTensors(count, plan.epochs * plan.stepsPerEpoch, [
          ...codesTensors(split.dataset.catalogue.ids.length, layout.codes),
          ...coderOutlines(layout.codes),
        ]),
      ),
      most: limits.fileBytes,
    },
  ];
  return sizes.find(({ bytes, most }) => bytes > most) ?? null;
}

function layoutOf(model: string, config: Config, items: number): ModelLayout {
  const layout = layouts.get(model);
  if (layout === undefined) throw new Error(`layouts: every model has one, ${model} too`);
  return layout({ ...config, items });
}

/** At most: a header is as long as it may be. */
const modelBytes = ({ places, codes, kinds, values }: ModelLayout, items: number, { outlines }: StoredItems): number =>
  8 +
  MAX_HEADER_BYTES +
  parameterBytes(places) +
  outlineBytes([
    ...[...outlines, ...codesTensors(items, codes), ...coderOutlines(codes)],
    ...[...kindOutlines(kinds), ...levelOutlines(values)],
  ]);

/** Each setting that alone makes the run small enough, at the largest value that does: "width 32". */
function fittingSettings(print: Blueprint, items: StoredItems, limits: KeepLimits): string[] {
  const { model, config } = print.recipe;
  const fits = (changed: Config): boolean => tooLarge(print, changed, items, limits) === null;
  return Object.keys(config).flatMap((name) => {
    const value = largestFitting(modelNamed(model), config, name, fits);
    return value === null ? [] : [`${name} ${value}`];
  });
}

/** A model grows with each of its whole settings, so what is larger than one that does not fit does not fit either. */
function largestFitting(
  { settings }: Model,
  config: Config,
  name: string,
  fits: (config: Config) => boolean,
): number | null {
  const [setting, chosen] = [settings[name], config[name]];
  if (!isNumber(setting) || typeof chosen !== 'number' || !Number.isInteger(setting.step)) return null;
  const { minimum, step } = setting;
  let largest: number | null = null;
  for (let value = minimum; value < chosen; value += step) {
    try {
      if (!fits({ ...config, [name]: value })) break;
      largest = value;
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error; // the model does not take this value beside the others
    }
  }
  return largest;
}

/** Why the model's file could not be written for another reason than its size. */
function unwritable(print: Blueprint, { outlines }: StoredItems, build: Build): string | null {
  const { model, config } = print.recipe;
  const layout = layoutOf(model, config, print.split.dataset.catalogue.ids.length);
  const nowhere = { weights: { epoch: 0, step: 0 }, epochs: 0, steps: 0 };
  try {
    modelFileBytes(manifestOf(print, build, nowhere), layout, outlines);
    return null;
  } catch (error) {
    if (error instanceof SnapshotError) return `train: the model could not be saved: ${error.message}`;
    throw error;
  }
}

/** What is said of a run that can be saved as a file but is too large for the kept runs; null of any other. */
export function tooLargeToKeep(
  { recipe, split }: Blueprint,
  items: StoredItems,
  baselines: number,
  limits = keepLimits,
): string | null {
  const { dataset, test } = split;
  const ranks = 4 * test.users.length * (1 + baselines) + 4 * (targetsOfEach(split, 'test')?.length ?? 0);
  const count = dataset.catalogue.ids.length;
  const model = modelBytes(layoutOf(recipe.model, recipe.config, count), count, items);
  const bytes = 8 + MAX_HEADER_BYTES + MAX_JSON_BYTES + ranks + model;
  if (bytes <= limits.shelfBytes) return null;
  return `This run may need ${mebibytes(bytes)} once it is finished, and a browser keeps ${mebibytes(limits.shelfBytes)} of finished runs: it may end with this visit, so save its model as a file then.`;
}
