import { SettingsError } from '../core/errors.ts';
import { quote } from '../core/quote.ts';
import type { Output, Provider, Runtime, Session } from '../ort/session.ts';
import type { EncoderFiles } from './files.ts';
import { readOnnx, type OnnxFile, type OnnxValue } from './onnx_file.ts';
import { pooled, scaled, type Pooling } from './pooling.ts';
import type { Reading } from './reading.ts';

/** What an input holds for one text of so many tokens. */
const inputs: Readonly<Record<string, (ids: readonly number[]) => readonly number[]>> = {
  input_ids: (ids) => ids,
  attention_mask: (ids) => ids.map(() => 1),
  token_type_ids: (ids) => ids.map(() => 0),
  position_ids: (ids) => ids.map((_, at) => at),
};

/** States of tokens by the names that exporters give them, then vectors that the model has pooled itself. */
const STATES = ['last_hidden_state', 'token_embeddings', 'hidden_states'];

const [INT32, INT64] = [6, 7];
/** Numbers that a model may give for one question. */
const MOST_NUMBERS = 2 ** 26;

/** How a model is asked: looked at before it is opened. */
export interface Asked {
  readonly bytes: Uint8Array;
  readonly opset: number;
  readonly inputs: readonly string[];
  readonly output: string;
  /** It takes one text at a time. */
  readonly oneByOne: boolean;
  readonly reading: Reading;
}

/** A model that is open, with what is made of what it says. */
export class OpenModel {
  private readonly asked: Asked;
  private readonly session: Session;
  /** Numbers of a vector, once there is one. */
  private width: number | null = null;

  private constructor(asked: Asked, session: Session) {
    this.asked = asked;
    this.session = session;
  }

  /** Looks at a model and asks it nothing. @throws SettingsError for one that takes or gives something else than texts do */
  static check({ model }: EncoderFiles, reading: Reading): Asked {
    const file = readOnnx(model);
    for (const input of file.inputs) checkInput(input);
    if (!file.inputs.some(({ name }) => name === 'input_ids')) {
      throw new SettingsError(
        `encoder: the model takes ${list(file.inputs)}, expected input_ids among them; export a text encoder`,
      );
    }
    const output = outputOf(file);
    const width = output.shape?.at(-1) ?? null;
    if (width !== null && reading.width !== null && width !== reading.width && output.shape?.length === 3) {
      throw new SettingsError(
        `encoder: the model gives states of ${width} numbers and its pooling expects ${reading.width}; give files of one model`,
      );
    }
    if (output.shape?.length === 3) known(reading.pooling);
    return {
      bytes: model,
      opset: file.opset,
      inputs: file.inputs.map(({ name }) => name),
      output: output.name,
      oneByOne: file.inputs.some(({ shape }) => shape?.[0] === 1),
      reading,
    };
  }

  static async open(asked: Asked, runtime: Runtime, provider: Provider): Promise<OpenModel> {
    try {
      return new OpenModel(asked, await runtime.open(asked.bytes, provider));
    } catch (error) {
      throw new SettingsError(`encoder: the model cannot be opened: ${reason(error)}`);
    }
  }

  /** A vector for each text; they have one length. @throws SettingsError */
  async vectors(texts: readonly (readonly number[])[]): Promise<Float64Array[]> {
    const { inputs: names, output } = this.asked;
    const shape = [texts.length, texts[0].length];
    const feeds = Object.fromEntries(
      names.map((name) => [name, { shape, values: texts.flatMap((ids) => inputs[name](ids)) }]),
    );
    let found: Output;
    try {
      found = await this.session.run(feeds, output);
    } catch (error) {
      throw new SettingsError(`encoder: the model cannot be computed: ${reason(error)}`);
    }
    return this.read(found, texts.length, texts[0].length);
  }

  release(): Promise<void> {
    return this.session.release();
  }

  private read({ data, dims }: Output, rows: number, length: number): Float64Array[] {
    const width = dims.at(-1) ?? 0;
    const numbers = dims.reduce((all, extent) => all * extent, 1);
    const states = dims.length === 3 && dims[1] === length;
    if (
      dims[0] !== rows ||
      !(states || dims.length === 2) ||
      width < 1 ||
      numbers > MOST_NUMBERS ||
      data.length !== numbers
    ) {
      throw new SettingsError(
        `encoder: ${this.asked.output} has shape (${dims.join(', ')}), expected (${rows}, ${length}, width) or (${rows}, width)`,
      );
    }
    const { pooling, unit, width: expected } = this.asked.reading;
    if (states && expected !== null && expected !== width) {
      throw new SettingsError(
        `encoder: states have ${width} numbers and the pooling expects ${expected}; give files of one model`,
      );
    }
    const each = numbers / rows;
    this.width ??= width;
    if (this.width !== width)
      throw new SettingsError(`encoder: vectors have ${this.width} numbers, then ${width}; take another model`);
    return Array.from({ length: rows }, (_, row) => {
      const values = data.subarray(row * each, (row + 1) * each);
      if (states) return pooled({ values, length, width }, known(pooling), unit);
      const vector = Float64Array.from(values);
      return unit ? scaled(vector) : vector;
    });
  }
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 400);

function known(pooling: readonly Pooling[] | null): readonly Pooling[] {
  if (pooling !== null) return pooling;
  throw new SettingsError(
    'encoder: the model gives a state for each token and no file says how they are pooled; add 1_Pooling/config.json of the model',
  );
}

function checkInput({ name, type, shape }: OnnxValue): void {
  if (!Object.hasOwn(inputs, name)) {
    throw new SettingsError(`encoder: the model takes ${quote(name)}, expected ${Object.keys(inputs).join(', ')} only`);
  }
  if (type !== INT32 && type !== INT64) {
    throw new SettingsError(
      `encoder: ${name} is of ONNX's type ${type}, expected int64 (${INT64}) or int32 (${INT32})`,
    );
  }
  const [rows, length] = shape ?? [null, null];
  if ((shape !== null && shape.length !== 2) || (rows ?? 1) !== 1 || length !== null) {
    throw new SettingsError(
      `encoder: ${name} has shape (${(shape ?? []).map((extent) => extent ?? 'any').join(', ')}), expected texts of any length; export it with dynamic axes`,
    );
  }
}

/** States of tokens where the model gives them, else vectors of texts. */
function outputOf({ outputs }: OnnxFile): OnnxValue {
  const found =
    STATES.map((wanted) => outputs.find(({ name }) => name === wanted)).find((output) => output !== undefined) ??
    outputs.find(({ name }) => name === 'sentence_embedding') ??
    outputs.at(0);
  if (found === undefined) throw new SettingsError('encoder: the model gives nothing; export a text encoder');
  if (found.shape !== null && ![2, 3].includes(found.shape.length)) {
    throw new SettingsError(
      `encoder: ${found.name} has ${found.shape.length} dimensions, expected (batch, length, width) or (batch, width)`,
    );
  }
  return found;
}

const list = (values: readonly OnnxValue[]): string => values.map(({ name }) => quote(name)).join(', ') || 'nothing';
