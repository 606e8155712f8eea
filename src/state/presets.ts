import type { Config, ModelCard } from '../worker/contract.ts';

const USUAL = 'standard';

/**
 * The preset that a run with all these settings was begun with: of several that have them the `likely` one, else the first.
 * A preset that says no length leaves it to the data. The usual one where none has them: what differs then shows beside it.
 */
export function presetOf({ defaults, presets }: ModelCard, config: Config, likely: string): string {
  const has = (preset: string): boolean => {
    const settings: Config = { ...defaults, ...presets[preset] };
    return Object.keys(defaults).every(
      (name) => config[name] === settings[name] || (name === 'length' && presets[preset]?.[name] === undefined),
    );
  };
  const names = Object.keys(presets);
  return [likely, ...names].find((preset) => names.includes(preset) && has(preset)) ?? USUAL;
}
