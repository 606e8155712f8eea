import { isNumber, type Settings, type Values } from '../parts/settings.ts';

/** Two of everything that there may be two of, as little as there may be of the rest, and words as they usually are. */
export const leastValues = <S extends Settings>(settings: S): Values<S> =>
  Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => [
      name,
      isNumber(setting) ? Math.min(setting.maximum, Math.max(setting.minimum, 2)) : setting.usual,
    ]),
  ) as Values<S>;
