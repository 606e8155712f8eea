import type { Variant } from '../../src/kernel/kernel.ts';
import workgroupSum from '../workgroup/sum.wgsl?raw';
import sumPartialsByLane from './sum_partials_by_lane.wgsl?raw';
import sumPartialsByWorkgroup from './sum_partials_by_workgroup.wgsl?raw';
import totalByLane from './total_by_lane.wgsl?raw';
import totalByWorkgroup from './total_by_workgroup.wgsl?raw';

const LANES = 64;
const PARTIALS_BY_LANE = 1024;
const WORKGROUP_LANES = 256;
const PARTIALS_BY_WORKGROUP = 128;

/**
 * The variants of a kernel that sums `count` terms in a fixed order: `term` is the slot file defining `term(i)`, `total`
 * the one defining `finish(sum)`. Fixed numbers of partial sums, so that one pipeline serves every count.
 */
export function twoPassSum<const P extends { readonly count: 'u32' }>(
  term: string,
  total: string,
): { readonly byWorkgroup: Variant<P>; readonly byLane: Variant<P> } {
  return {
    byWorkgroup: {
      scratch: () => ({ partials: PARTIALS_BY_WORKGROUP }),
      passes: [
        {
          wgsl: [sumPartialsByWorkgroup, workgroupSum, term],
          overrides: () => ({ LANES: WORKGROUP_LANES, PARTIALS: PARTIALS_BY_WORKGROUP }),
          workgroups: () => PARTIALS_BY_WORKGROUP,
        },
        {
          wgsl: [totalByWorkgroup, workgroupSum, total],
          overrides: () => ({ LANES: PARTIALS_BY_WORKGROUP }),
          workgroups: () => 1,
        },
      ],
    },
    byLane: {
      unmeasured: true,
      barrierFree: true,
      scratch: () => ({ partials: PARTIALS_BY_LANE }),
      passes: [
        {
          wgsl: [sumPartialsByLane, term],
          overrides: () => ({ LANES, PARTIALS: PARTIALS_BY_LANE }),
          workgroups: () => PARTIALS_BY_LANE / LANES,
        },
        { wgsl: [totalByLane, total], overrides: () => ({ PARTIALS: PARTIALS_BY_LANE }), workgroups: () => 1 },
      ],
    },
  };
}
