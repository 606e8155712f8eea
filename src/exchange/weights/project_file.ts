import { SettingsError } from '../../core/errors.ts';
import { quote } from '../../core/quote.ts';
import type { TextFile } from './items_file.ts';

/** Model and settings that run.json of an ejected project says; they are checked by whoever takes them. @throws SettingsError */
export function readProject({ name, text }: TextFile): { readonly model: string; readonly config: object } {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    said = null;
  }
  if (typeof said === 'object' && said !== null && 'model' in said && 'config' in said) {
    const { model, config } = said;
    if (typeof model === 'string' && typeof config === 'object' && config !== null) return { model, config };
  }
  throw new SettingsError(
    `run: ${quote(name)} says no model and no config, expected run.json of a project that was ejected here`,
  );
}
