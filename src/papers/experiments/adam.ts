/** Adam on one parameter, with β of 0.9 and 0.999, in double precision. Kingma & Ba 2015, arXiv:1412.6980. */
export class Adam {
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private readonly values: Float64Array;
  private readonly rate: number;
  private count = 0;

  /** @param values  moved in place */
  constructor(values: Float64Array, rate: number) {
    [this.values, this.rate] = [values, rate];
    [this.first, this.second] = [new Float64Array(values.length), new Float64Array(values.length)];
  }

  step(gradient: Float64Array): void {
    this.count++;
    gradient.forEach((g, i) => {
      this.first[i] = 0.9 * this.first[i] + 0.1 * g;
      this.second[i] = 0.999 * this.second[i] + 0.001 * g * g;
      const size = Math.sqrt(this.second[i] / (1 - 0.999 ** this.count)) + 1e-8;
      this.values[i] -= (this.rate * this.first[i]) / (1 - 0.9 ** this.count) / size;
    });
  }
}
