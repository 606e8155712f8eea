export const root: string;

export function run(
  words: readonly string[],
  options?: { readonly env?: NodeJS.ProcessEnv; readonly live?: boolean },
): Promise<{ readonly ok: boolean; readonly output: string; readonly cpuSeconds: number | null }>;

export function endAll(): void;
