import { mkdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256 } from '../core/sha256.ts';
import type { Choices } from '../engine/api.ts';
import type { Platform } from '../engine/platform.ts';
import { replaceFile } from './output_file.ts';

/** The folder of what is only remembered, `nextup` in the user's cache (`$XDG_CACHE_HOME`). */
export const cacheFolder = (): string => join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'nextup');

/** Measured variants, one file per adapter in the user's cache folder. */
export function rememberedVariants(cache = cacheFolder()): Platform['choices'] {
  const pathOf = async (adapter: string): Promise<string> => {
    const name = (await sha256(new TextEncoder().encode(adapter))).slice(0, 12);
    return join(cache, `variants-${name}.json`);
  };
  return {
    load: async (adapter) => readChoices(await pathOf(adapter)),
    save: async (adapter, choices) => {
      const path = await pathOf(adapter);
      await mkdir(dirname(path), { recursive: true });
      await replaceFile(path, `${JSON.stringify(choices, null, 1)}\n`);
    },
  };
}

/** What was remembered; nothing where the file is missing or not ours, which only costs measuring again. */
async function readChoices(path: string): Promise<Choices> {
  try {
    return asChoices(JSON.parse(await readFile(path, 'utf8'))) ?? {};
  } catch {
    return {};
  }
}

/** `value` where it maps names to names; null where it does not. */
export function asChoices(value: unknown): Choices | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value);
  return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')
    ? Object.fromEntries(entries)
    : null;
}
