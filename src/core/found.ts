/** The values among what modules export that `is` holds for, by their names, in the order of the modules. */
export const foundIn = <T extends { readonly name: string }>(
  modules: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  is: (value: object) => boolean,
): ReadonlyMap<string, T> =>
  new Map(
    Object.values(modules)
      .flatMap((module) => Object.values(module))
      .filter((value): value is T => typeof value === 'object' && value !== null && is(value))
      .map((value) => [value.name, value]),
  );
