import { SettingsError } from '../core/errors.ts';
import { checked } from '../core/schema.ts';
import type { Engine } from './api.ts';
import type { Argument } from './argument.ts';
import { methods } from './arguments.ts';

type Method = (...given: readonly unknown[]) => Promise<unknown>;

/**
 * The facade, where every argument is checked before anything is computed: a wrong one is a SettingsError that names the
 * method, the place, the value and what was expected. What the engine gets are the copies that the schemas give.
 */
export function checkedEngine(engine: Engine): Engine {
  const calls = engine as unknown as Readonly<Record<string, Method>>;
  const entries = Object.entries<readonly Argument<unknown>[]>(methods).map(([method, known]) => {
    const call: Method = async (...given) =>
      calls[method](...known.map((argument, i) => checkedArgument(method, argument, given[i])));
    return [method, call];
  });
  return Object.fromEntries(entries) as Engine; // `methods` has a line for each method
}

function checkedArgument(method: string, { name, schema, optional }: Argument<unknown>, value: unknown): unknown {
  if (value !== undefined) return checked(schema, value, method, name);
  if (optional) return undefined;
  throw new SettingsError(`${method}: ${name} is missing`);
}
