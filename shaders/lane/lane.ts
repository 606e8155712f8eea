import type { ParamSpec, ParamValues, Variant } from '../../src/kernel/kernel.ts';
import dropoutElement from '../random/dropout_element.wgsl?raw';
import dropoutQuad from '../random/dropout_quad.wgsl?raw';
import dropoutSlot from '../random/dropout.wgsl?raw';
import threefry from '../random/threefry.wgsl?raw';
import element from './element.wgsl?raw';
import quad from './quad.wgsl?raw';

/** Lanes of a workgroup. */
export const LANES = 64;

/** The two programs of one body that is written for `Lane`: of elements, and of quads where an extent is a multiple of 4. */
export const ofElements = (...body: readonly string[]): readonly string[] => [element, ...body];
export const ofQuads = (...body: readonly string[]): readonly string[] => [quad, ...body];

/** A map whose lanes each own an element, or a quad, and wait for no other. */
interface LaneMap<P extends ParamSpec> {
  /** The program and its slots, but for `Lane`. */
  readonly body: readonly string[];
  /** Needs `dropout_lane`. */
  readonly dropout?: boolean;
  /** Elements that the lanes own together. */
  elements(params: ParamValues<P>): number;
  /** Whether the extent along which they are neighbours is a multiple of 4. */
  byFour(params: ParamValues<P>): boolean;
  /** Where another variant is the default: no figure speaks for the quads yet. */
  readonly unmeasured?: boolean;
}

/** The two variants of such a map; free of barriers, they suit GPUs and software adapters alike. */
export function laneVariants<const P extends ParamSpec>(
  map: LaneMap<P>,
): { readonly quadPerLane: Variant<P>; readonly elementPerLane: Variant<P> } {
  const { body, dropout = false, unmeasured = false } = map;
  const overrides = (): { LANES: number } => ({ LANES });
  const random = (lane: string): readonly string[] => (dropout ? [threefry, dropoutSlot, lane] : []);
  return {
    quadPerLane: {
      unmeasured,
      barrierFree: true,
      supports: (params) => map.byFour(params),
      passes: [
        {
          wgsl: ofQuads(...body, ...random(dropoutQuad)),
          overrides,
          workgroups: (params) => Math.ceil(map.elements(params) / 4 / LANES),
        },
      ],
    },
    elementPerLane: {
      unmeasured: true,
      barrierFree: true,
      passes: [
        {
          wgsl: ofElements(...body, ...random(dropoutElement)),
          overrides,
          workgroups: (params) => Math.ceil(map.elements(params) / LANES),
        },
      ],
    },
  };
}
