import { counted } from '../../core/counted.ts';
import { weightsWords } from '../../core/weights_words.ts';
import { defaultShaping, type Shaping } from '../../data/dataset.ts';
import { protocolOf, state } from '../../evaluate/protocol.ts';
import type { StatedScore } from '../../snapshot/manifest.ts';
import type { ModelFile } from '../../snapshot/model_file.ts';
import { defaultTraining } from '../../train/settings.ts';
import { codesTold } from './item_codes.ts';
import type { RunSummary } from './messages.ts';
import type { Config } from './model_messages.ts';
import type { Receipt } from './receipt.ts';
import type { ReceiptFacts } from './snapshot_messages.ts';

/** An opened snapshot as a run: what its author states stands where this session's own measurements would. */
export async function summaryOfSnapshot(
  { manifest, parameters, items, codes, states = [] }: ModelFile,
  config: Config,
  { bytes, digest, receipt }: { readonly bytes: number; readonly digest: string; readonly receipt: Receipt | null },
): Promise<RunSummary> {
  const { train, metrics, prep, arch } = manifest;
  const shaping: Shaping = {
    ...defaultShaping,
    duplicates: prep.duplicates,
    minimumUser: prep.minimumUser,
    minimumItem: prep.minimumItem,
    sessionGap: prep.sessionGap ?? null,
    lastN: prep.lastN,
    ties: prep.ties,
    seed: prep.seed,
  };
  const stated = metrics.scores.map(scoreWords);
  return {
    id: '',
    name: '',
    kept: false,
    recipe: {
      dataset: { name: manifest.dataset ?? 'unnamed', fingerprint: '', shaping },
      protocol: await state(protocolOf(metrics.split ?? 'leave-one-out', metrics.seen, prep.ties)),
      model: arch,
      config,
      training: { ...defaultTraining, learningRate: train.learningRate },
      seed: train.seed,
    },
    phase: 'finished',
    adapter: null,
    parameters: parameters.reduce((sum, { data }) => sum + data.length, 0),
    epochs: train.epochs,
    steps: train.steps,
    weightsAt: train.weights,
    validation: [],
    test: null,
    baselines: [],
    againstBaseline: null,
    ...(codes === null ? {} : { codes: codesTold(codes) }),
    snapshot: {
      weights: manifest.weights,
      items: items.ids.length,
      titled: items.titles !== null,
      scores: metrics.scores,
      bytes,
      ...(receipt === null ? {} : { receipt: factsOf(receipt, states) }),
    },
    weightsSha256: digest,
    stateSha256: '',
    variants: {},
    seconds: 0,
    pace: null,
    note: `Opened from a file or a link whose author is not known. ${weightsWords({ ...train, weightsAt: train.weights })} ${stated.length === 0 ? 'It states no score.' : `It states ${stated.join('; ')}.`}`,
  };
}

const factsOf = (
  { chain, recipe, adapter, points }: Receipt,
  states: readonly { readonly step: number }[],
): ReceiptFacts => ({
  ...{ chain, fingerprint: recipe.dataset.fingerprint, adapter },
  ...{ points: points.length, steps: points[points.length - 1].step },
  ...(states.length === 0 ? {} : { states: states.map(({ step }) => step) }),
});

/** "ndcg@10 0.1234 on the test targets of 600 users". */
function scoreWords({ stage, weights, users, values }: StatedScore): string {
  const numbers = Object.entries(values).map(([name, value]) => `${name} ${value.toFixed(4)}`);
  const stored = weights === 'int8' ? ' as int8' : '';
  return `${numbers.join(', ')}${stored} on the ${stage} targets of ${counted(users, 'user')}`;
}
