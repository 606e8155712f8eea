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

  /** At most `points` means of equal stretches, for a sparkline; non-finite losses are left out. */
  summary(points: number): number[] {
    const size = Math.max(1, Math.ceil(this.count / points));
    const means: number[] = [];
    for (let from = 0; from < this.count; from += size) {
      const finite = this.values.subarray(from, Math.min(this.count, from + size)).filter(Number.isFinite);
      if (finite.length > 0) means.push(finite.reduce((sum, loss) => sum + loss, 0) / finite.length);
    }
    return means;
  }
}
