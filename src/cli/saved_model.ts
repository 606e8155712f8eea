import { counted } from '../core/counted.ts';
import { SettingsError } from '../core/errors.ts';
import type { Engine, QuantizationPrice, RunSummary, Storage } from '../engine/api.ts';
import { replaceFile } from './output_file.ts';
import { whole } from './text.ts';

/** A run that came to its end, by itself or because it was stopped. */
export const isOver = ({ phase }: Pick<RunSummary, 'phase'>): boolean => phase === 'finished' || phase === 'stopped';

/** Whether a run leaves a model: one that failed does, where it had been validated, and that is its best weights. */
export const leavesModel = (run: Pick<RunSummary, 'phase' | 'weightsAt'>): boolean =>
  isOver(run) || (run.phase === 'failed' && run.weightsAt.epoch > 0);

/** Writes the model of a run to `path`, all of it or nothing, and answers with a line that says so. */
export async function saveModel(
  engine: Pick<Engine, 'snapshot'>,
  run: Pick<RunSummary, 'id' | 'phase' | 'weightsAt'>,
  path: string,
  {
    precision,
    price,
    receipt,
    states = false,
  }: {
    readonly precision?: Storage | undefined;
    readonly price: QuantizationPrice | null;
    readonly receipt: boolean;
    readonly states?: boolean;
  },
): Promise<string> {
  const bytes = await engine.snapshot(run.id, {
    receipt,
    ...(states ? { states } : {}),
    ...(precision === undefined ? {} : { precision }),
  });
  try {
    await replaceFile(path, bytes);
  } catch (error) {
    throw new SettingsError(
      `train: the model could not be written to ${path} (${error instanceof Error ? error.message : String(error)}); the result above stands, and where checkpoints were kept, --resume with another --snapshot saves it`,
    );
  }
  const saved = `Saved to ${path}: ${counted(bytes.length, 'byte')}.`;
  const best = isOver(run) ? '' : ` They are the weights of epoch ${run.weightsAt.epoch}, the best before it failed.`;
  return `${saved}${best}${price === null ? '' : ` ${priceText(price)}`}`;
}

/** What int8 costs. */
function priceText({ users, of, f32, int8 }: QuantizationPrice): string {
  const whom = users === of ? counted(of, 'user') : `${whole(users)} of ${counted(of, 'user')}`;
  const change = (name: string, from: number, to: number): string => `${name} ${from.toFixed(4)} → ${to.toFixed(4)}`;
  return `What int8 costs, on the validation targets of ${whom}: ${change('NDCG@10', f32.ndcg10, int8.ndcg10)}, ${change('HR@10', f32.hr10, int8.hr10)}.`;
}
