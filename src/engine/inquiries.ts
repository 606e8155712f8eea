import type { Pace } from '../core/pace.ts';

/** Methods of the facade whose answers take work on the CPU, and which can be ended before they are answered. */
export const inquiries = [
  'recommend',
  'lists',
  'explain',
  'lenses',
  'look',
  'steeringPrice',
  'surprise',
  'sweep',
  'walk',
  'watch',
  'encode',
  'tokenize',
  'evaluate',
  'compare',
  'intervals',
  'quantizationPrice',
  'onnx',
  'verify',
  'project',
  'repository',
  'tables',
  'runPaper',
] as const;

export type Inquiry = (typeof inquiries)[number];

/** The inquiries that are being worked on. */
export class Inquiries {
  private readonly open = new Map<Inquiry, Set<AbortController>>();

  /** Works on an inquiry until it is answered or ended. @throws CancelledError */
  async ask<T>(inquiry: Inquiry, work: (pace: Pace) => T | Promise<T>): Promise<T> {
    const control = new AbortController();
    const others = this.open.get(inquiry) ?? new Set();
    this.open.set(inquiry, others.add(control));
    try {
      return await work({ signal: control.signal });
    } finally {
      others.delete(control);
    }
  }

  /** Ends every such inquiry that is being worked on. */
  cancel(inquiry: Inquiry): void {
    for (const control of this.open.get(inquiry) ?? []) control.abort();
  }
}
