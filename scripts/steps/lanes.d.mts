export interface Step {
  readonly name: string;
  readonly needs?: readonly string[];
  readonly alone?: boolean;
}

export function inLanes<S extends Step, Result>(
  steps: readonly S[],
  options: { readonly lanes: number; readonly signal?: AbortSignal },
  run: (step: S, results: ReadonlyMap<string, Result>) => Promise<Result>,
): Promise<Map<string, Result>>;
