import { SettingsError } from '../../core/errors.ts';
import { sha256 } from '../../core/sha256.ts';
import { modelNamed } from '../../models/catalogue.ts';
import { asFormerly } from '../../parts/settings.ts';
import { canonicalJson, isJson } from '../../snapshot/json.ts';
import { trainingBeside, trainingTable } from '../../train/settings.ts';
import type { Recipe } from './messages.ts';

/** Digits of a SHA-256 that a link has: enough to tell recipes and datasets apart by accident, not by intent. */
export const DIGITS = 16;

/** First 16 hex digits of the SHA-256 of what decides a run's bits; the dataset's name does not. */
export async function recipeDigest(recipe: Recipe): Promise<string> {
  const { dataset, protocol, model, seed } = recipe;
  const config = asFormerly(modelNamed(model).settings, recipe.config);
  const table = { ...trainingTable, ...trainingBeside(modelNamed(model)) };
  const training = asFormerly(table, { ...recipe.training });
  const { kinds, values, codes } = dataset;
  const beside = {
    ...(kinds === undefined ? {} : { kinds }),
    ...(values === undefined ? {} : { values }),
    ...(codes === undefined ? {} : { codes }),
  };
  const deciding: unknown = {
    ...{ data: dataset.fingerprint, ...beside },
    ...{ protocol: protocol.hash, model, config, training, seed },
  };
  if (!isJson(deciding)) throw new SettingsError('recipe: it holds what is no JSON');
  return (await sha256(new TextEncoder().encode(canonicalJson(deciding)))).slice(0, DIGITS);
}
