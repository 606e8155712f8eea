/** The training loss of every step of a run, kept outside the store; the store holds `version`. */
export class LossHistory {
  private values = new Float32Array(1024);
  private count = 0;
  /** Step of the first loss held, from 0; above 0 where the run was recovered after a reload. */
  first = 0;
  /** Changes with the content. */
  version = 0;

  get length(): number {
    return this.count;
  }

  push(losses: readonly number[]): void {
    const needed = this.count + losses.length;
    if (needed > this.values.length) {
      const larger = new Float32Array(Math.max(needed, 2 * this.values.length));
      larger.set(this.values.subarray(0, this.count));
      this.values = larger;
    }
    this.values.set(losses, this.count);
    this.count = needed;
    this.version++;
  }

  /** The next loss is that of `step`, from 0: losses from there on, which a recovery makes again, are forgotten. */
  continueAt(step: number): void {
    if (this.count === 0 || step < this.first) this.first = step;
    const kept = step - this.first;
    if (kept >= this.count) return;
    this.count = kept;
    this.version++;
  }

  clear(): void {
    this.count = 0;
    this.first = 0;
    this.version++;
  }

  /** Steps seen so far as a view, oldest first; valid until the next push. */
  view(): Float32Array {
    return this.values.subarray(0, this.count);
  }

  /** At most `points` steps, evenly spread, for a chart: what the step had, and the smoothed loss up to it. */
  curve(points: number): LossCurve {
    const every = Math.max(1, Math.ceil(this.count / points));
    const curve: LossCurve = { every, steps: [], raw: [], smooth: [] };
    const memory = Math.exp(-1 / Math.max(10, this.count / 30));
    let [sum, weight] = [0, 0];
    for (let i = 0; i < this.count; i++) {
      const loss = this.values[i];
      if (Number.isFinite(loss)) {
        sum = memory * sum + (1 - memory) * loss;
        weight = memory * weight + (1 - memory);
      }
      if ((i + 1) % every !== 0 && i + 1 !== this.count) continue;
      curve.steps.push(this.first + i + 1);
      curve.raw.push(Number.isFinite(loss) ? loss : null);
      curve.smooth.push(weight === 0 ? null : sum / weight);
    }
    return curve;
  }
}

/** Losses by step, counted from 1; null where a loss is not finite. */
export interface LossCurve {
  /** One step in so many is there. */
  readonly every: number;
  readonly steps: number[];
  readonly raw: (number | null)[];
  /** Exponential mean over about a thirtieth of the run, at least ten steps. */
  readonly smooth: (number | null)[];
}
