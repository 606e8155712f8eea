import type { Pace } from '../../core/pace.ts';
import { usualRule } from '../../data/split.ts';
import { checkSource, sourceFor, vectorsSetting } from '../../features/features.ts';
import { usualValues, type Settings, type Values } from '../../parts/settings.ts';
import { checkCodes, residualKmeans } from '../../tokenizers/residual_kmeans.ts';
import type { Datasets, Opened } from '../data/datasets.ts';
import type { GpuSessions } from '../gpu_session.ts';
import type { Id } from '../messages.ts';
import type { Platform } from '../platform.ts';
import type { CodedItem, Tokenized, TokenizeOptions } from './code_messages.ts';
import { codesFrom } from './item_codes.ts';
import type { PartCard } from './model_messages.ts';

/** How codes are made, and of what. */
export const tokenizeSettings = { ...residualKmeans.settings, vectors: vectorsSetting } as const satisfies Settings;

type Chosen = Values<typeof tokenizeSettings>;

export function tokenizerCards(): PartCard[] {
  const { name, title, says, source } = residualKmeans;
  return [{ name, title, says, source, settings: tokenizeSettings }];
}

/** Where datasets and devices are found. */
interface Among {
  readonly platform: Platform;
  readonly sessions: GpuSessions;
  readonly datasets: Datasets;
}

/**
 * Codes for the items of a dataset, as a model would be given them or in levels from coarse to fine; nothing is trained on them.
 * @throws SettingsError, DeviceError, CancelledError
 */
export async function tokenize(
  { platform, sessions, datasets }: Among,
  id: Id,
  { settings = {}, seed = 1, split }: TokenizeOptions,
  pace: Pace,
): Promise<Tokenized> {
  const { dataset, items } = datasets.get(id);
  const { vectors, ...chosen } = { ...usualFor(items), ...settings } as Chosen; // checked by their schema
  const source = sourceFor(vectors, dataset.catalogue);
  checkSource(source, dataset);
  checkCodes(chosen.codes, items.ids.length); // before the vectors, which take long
  const rule = split ?? usualRule(dataset);
  const divided = datasets.split(id, rule);
  return sessions.executing(async (executor, session) => {
    const began = platform.now();
    const { width, made } = await codesFrom(divided, source, chosen, seed, executor, pace);
    return {
      tokenizer: residualKmeans.name,
      settings: { ...chosen, vectors: source },
      ...{ seed, split: rule, width },
      levels: made.use.map((use, level) => ({ ...use, explained: made.explained[level] })),
      collisions: made.collisions,
      items: codedItems(items, made.codes, chosen.levels),
      adapter: session.gpu.report,
      seconds: platform.now() - began,
    };
  });
}

/** Settings as they usually are; no more codes than a tenth of the items, so that items share them. */
function usualFor({ ids }: Opened['items']): Chosen {
  const usual = usualValues(tokenizeSettings);
  return {
    ...usual,
    codes: Math.max(tokenizeSettings.codes.minimum, Math.min(usual.codes, Math.floor(ids.length / 10))),
  };
}

const codedItems = ({ ids, titles }: Opened['items'], codes: Uint16Array, levels: number): CodedItem[] =>
  ids.map((id, item) => ({
    id,
    title: titles?.[item] ?? id,
    codes: [...codes.subarray(item * levels, (item + 1) * levels)],
  }));
