import { models } from '../models/catalogue.ts';
import { isList, isNumber } from '../parts/settings.ts';

/** Every model as it usually is, and with each of its words that it usually has not. */
export const variants = [...models.values()].flatMap((model) => {
  const words = Object.entries(model.settings).flatMap(([name, setting]) =>
    isNumber(setting)
      ? []
      : Object.keys(setting.options)
          .filter((word) => word !== setting.usual)
          .map((word) => ({ [name]: isList(setting) ? [word, word] : word })),
  );
  return [{}, ...words].map((given) => [model.name, given, model] as const);
});
