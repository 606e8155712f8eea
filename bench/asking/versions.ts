/**
 * What the parts ask of a version. An earlier one has some of it in other files, and some of it not yet: those parts it is not asked.
 */
import type { Datasets as DatasetsClass } from '../../src/engine/data/datasets.ts';
import type { testBaselines as TestBaselines } from '../../src/engine/run/compared.ts';
import { leaf } from '../../src/graph/tensor.ts';
import type { Lens } from '../../src/lenses/lens.ts';
import type { principalPlane as PrincipalPlane } from '../../src/lenses/vectors.ts';
import { configure, modelNamed } from '../../src/models/catalogue.ts';
import type { Model } from '../../src/models/model.ts';
import type { parametersOf as ParametersOf } from '../../src/models/parameters.ts';
import { initialise, Scope } from '../../src/nn/scope.ts';
import type { AnyValues } from '../../src/parts/settings.ts';
import type { probeOf as ProbeOf } from '../../src/recommend/probe.ts';
import { Reader } from '../../src/recommend/reader.ts';

/** The one that a version has; undefined where it has none. */
const had = <T>(modules: Record<string, T>): T | undefined => Object.values(modules).at(0);

const parametersOf = had(
  import.meta.glob<typeof ParametersOf>('../../src/models/parameters.ts', { eager: true, import: 'parametersOf' }),
);

export const Datasets = had(
  import.meta.glob<typeof DatasetsClass>(['../../src/engine/data/datasets.ts', '../../src/engine/datasets.ts'], {
    eager: true,
    import: 'Datasets',
  }),
);

export const testBaselines = had(
  import.meta.glob<typeof TestBaselines>(['../../src/engine/run/compared.ts', '../../src/engine/compared.ts'], {
    eager: true,
    import: 'testBaselines',
  }),
);

export const principalPlane = had(
  import.meta.glob<typeof PrincipalPlane>(['../../src/lenses/vectors.ts', '../../src/lens/embedding.ts'], {
    eager: true,
    import: 'principalPlane',
  }),
);

export const probeOf = had(
  import.meta.glob<typeof ProbeOf>('../../src/recommend/probe.ts', { eager: true, import: 'probeOf' }),
);

export const lenses = Object.values(
  import.meta.glob<Lens>('../../src/lenses/*.lens.ts', { eager: true, import: 'lens' }),
);

/** An untrained model on a catalogue of `items`, of the settings that are usual but for `chosen`. */
export function readerOf(items: number, name = 'sasrec', chosen: AnyValues = {}): Reader {
  const model = modelNamed(name);
  const config = configure(model, chosen);
  const parameters = parametersOf === undefined ? tracedOf(model, config, items) : parametersOf(model, config, items);
  const weights = parameters.map((p) => [p.name, Float64Array.from(initialise(p, 1))] as const);
  return new Reader(model, config, items, Object.fromEntries(weights));
}

/** The parameters of a model of versions before 2026-11-28, which had no other way to ask for them. */
function tracedOf(model: Model, config: AnyValues, items: number): Scope['parameters'] {
  const scope = new Scope({ seed: 0, clock: leaf('clock', [1], 'u32'), training: false });
  const length = Number(config.length);
  const index = { offsets: leaf('offsets', [items + 2], 'u32'), places: leaf('places', [length], 'u32') };
  const histories = { items: { ids: leaf('ids', [1, length], 'u32'), ...index }, start: leaf('start', [1], 'u32') };
  const earlier = model as unknown as { forward(w: Scope, of: unknown, vocabulary: number, config: AnyValues): void };
  earlier.forward(scope, histories, items + 1, config);
  return scope.parameters;
}
