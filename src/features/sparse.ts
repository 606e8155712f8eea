/** A sparse matrix by rows: the entries of row r are those from offsets[r] to offsets[r + 1]. */
export interface Sparse {
  readonly rows: number;
  readonly columns: number;
  readonly offsets: Uint32Array;
  readonly column: Uint32Array;
  readonly value: Float64Array;
}

/** A matrix whose entries all count, less the mean of each column. */
export interface Dense {
  readonly rows: number;
  readonly columns: number;
  /** (rows, columns), row-major. */
  readonly dense: Float32Array;
  readonly means: Float64Array;
}

export type Matrix = Sparse | Dense;

/** Vectors about their mean. */
export function aboutMean(dense: Float32Array, columns: number): Dense {
  const rows = dense.length / columns;
  const means = new Float64Array(columns);
  for (let i = 0; i < dense.length; i++) means[i % columns] += dense[i] / rows;
  return { rows, columns, dense, means };
}

/** Makes a sparse matrix row by row. */
export class SparseRows {
  private readonly ends: number[] = [0];
  private column = new Uint32Array(1024);
  private value = new Float64Array(1024);
  private count = 0;

  /** Adds a row: its entries by their columns. */
  add(entries: Iterable<readonly [number, number]>): void {
    for (const [column, value] of entries) {
      if (this.count === this.column.length) this.grow();
      this.column[this.count] = column;
      this.value[this.count++] = value;
    }
    this.ends.push(this.count);
  }

  matrix(columns: number): Sparse {
    return {
      rows: this.ends.length - 1,
      columns,
      offsets: Uint32Array.from(this.ends),
      column: this.column.slice(0, this.count),
      value: this.value.slice(0, this.count),
    };
  }

  private grow(): void {
    const [column, value] = [new Uint32Array(2 * this.count), new Float64Array(2 * this.count)];
    column.set(this.column);
    value.set(this.value);
    [this.column, this.value] = [column, value];
  }
}

/** Multiplications between two yields. */
const PIECE = 2 ** 20;

/** A·X, (rows, width) of X (columns, width), row-major. */
export function* times(a: Matrix, x: Float64Array, width: number): Generator<void, Float64Array> {
  if ('dense' in a) return yield* denseTimes(a, x, width);
  const { rows, offsets, column, value } = a;
  const y = new Float64Array(rows * width);
  let work = 0;
  for (let r = 0; r < rows; r++) {
    for (let entry = offsets[r]; entry < offsets[r + 1]; entry++) {
      const [from, by] = [column[entry] * width, value[entry]];
      for (let c = 0; c < width; c++) y[r * width + c] += by * x[from + c];
    }
    work += (offsets[r + 1] - offsets[r]) * width;
    if (work < PIECE) continue;
    work = 0;
    yield;
  }
  return y;
}

/** Aᵀ·Y, (columns, width) of Y (rows, width). */
export function* transposedTimes(a: Matrix, y: Float64Array, width: number): Generator<void, Float64Array> {
  if ('dense' in a) return yield* denseTransposedTimes(a, y, width);
  const { rows, columns, offsets, column, value } = a;
  const x = new Float64Array(columns * width);
  let work = 0;
  for (let r = 0; r < rows; r++) {
    for (let entry = offsets[r]; entry < offsets[r + 1]; entry++) {
      const [to, by] = [column[entry] * width, value[entry]];
      for (let c = 0; c < width; c++) x[to + c] += by * y[r * width + c];
    }
    work += (offsets[r + 1] - offsets[r]) * width;
    if (work < PIECE) continue;
    work = 0;
    yield;
  }
  return x;
}

function* denseTimes(
  { rows, columns, dense, means }: Dense,
  x: Float64Array,
  width: number,
): Generator<void, Float64Array> {
  const y = new Float64Array(rows * width);
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < columns; k++) {
      const by = dense[r * columns + k] - means[k];
      for (let c = 0; c < width; c++) y[r * width + c] += by * x[k * width + c];
    }
    yield;
  }
  return y;
}

function* denseTransposedTimes(
  { rows, columns, dense, means }: Dense,
  y: Float64Array,
  width: number,
): Generator<void, Float64Array> {
  const x = new Float64Array(columns * width);
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < columns; k++) {
      const by = dense[r * columns + k] - means[k];
      for (let c = 0; c < width; c++) x[k * width + c] += by * y[r * width + c];
    }
    yield;
  }
  return x;
}
