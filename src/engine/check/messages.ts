/** What crosses the facade about kernels on an adapter. Plain data. */
import type { ConformanceResult } from '../../runtime/conformance.ts';
import type { VariantTiming } from '../../runtime/side_by_side.ts';
import type { FirstUse } from '../../runtime/tuning.ts';
import type { AdapterReport } from '../messages.ts';

export type { ConformanceResult };

export interface StepCounts {
  readonly dispatches: number;
  readonly submits: number;
  readonly buffersCreated: number;
  readonly bindGroupsCreated: number;
  readonly awaitedReadbacks: number;
  /** Before the first step of all, for training and validation, where nothing of the adapter is remembered. */
  readonly firstUse: { readonly software: FirstUse; readonly gpu: FirstUse };
}

export interface ConformanceOptions {
  /** Each kernel only at the first of its sizes, with all its variants: a tenth of the work. */
  readonly quick?: boolean;
}

export interface ConformanceReport {
  readonly adapter: AdapterReport;
  readonly kernels: readonly ConformanceResult[];
  readonly passed: number;
  readonly failed: number;
}

/** What is asked of one kernel. */
export interface KernelCheck {
  readonly name: string;
  /** Checked alone, and first among those that are timed; when absent all are checked. */
  readonly variant?: string;
  /** Parameters of the timing that differ from those of the kernel's largest case. */
  readonly sizes?: Readonly<Record<string, number>>;
  /** How often each variant is timed (5). */
  readonly rounds?: number;
}

/** A variant beside the others: milliseconds of one run, and its median by that of the first. */
export interface TimedVariant extends VariantTiming {
  readonly barrierFree: boolean;
  /** No figure from hardware speaks for it yet. */
  readonly unmeasured: boolean;
  /** Never tried on a GPU. */
  readonly softwareOnly: boolean;
}

export interface KernelReport {
  readonly adapter: AdapterReport;
  readonly kernel: string;
  readonly checks: readonly ConformanceResult[];
  readonly passed: number;
  readonly failed: number;
  /** One where all variants run at the same sizes. */
  readonly timings: readonly {
    readonly case: Readonly<Record<string, number>>;
    readonly rounds: number;
    readonly variants: readonly TimedVariant[];
  }[];
}
