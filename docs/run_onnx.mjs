/**
 * What a model that Nextup exported as ONNX would put next, by onnxruntime-web in a page or in Node. docs/onnx.md says what the file reads.
 *
 * @param ort      onnxruntime-web: `import * as ort from 'onnxruntime-web/wasm'`
 * @param bytes    the file, a Uint8Array
 * @param history  ids of items, the oldest first
 * @returns        of the best items { id, title, score }, the first first
 */
export async function recommend(ort, bytes, history, count = 10) {
  const told = metadataOf(bytes); // onnxruntime-web does not tell it
  const items = JSON.parse(told['nextup.items']);
  const { window, beside } = JSON.parse(told['nextup.reads']);
  const place = new Map(items.map((id, i) => [id, i]));
  const seen = history.map((id) => place.get(id));
  const read = seen.slice(-window);
  const rows = BigInt64Array.from({ length: window }, (_, t) => (t < read.length ? BigInt(read[t] + 1) : 0n));
  const tensor = (values, shape) => new ort.Tensor('int64', values, shape);
  const feeds = { items: tensor(rows, [1, window]), lengths: tensor(BigInt64Array.of(BigInt(read.length)), [1]) };
  for (const name of beside) {
    feeds[name] = tensor(
      rows.map((row) => (row > 0n ? 1n : 0n)), // 1: nobody knows
      [1, window],
    );
  }
  const session = await ort.InferenceSession.create(bytes);
  const { logits } = await session.run(feeds);
  await session.release();
  return best(told, logits.data, seen, count);
}

/**
 * The same of a file that reads one item after another (`lab export --streaming`): what it told of the items before is kept and given with the
 * next one.
 *
 * @returns  `append(id, count)`, which reads an item and says what comes next, and `release()`
 */
export async function stream(ort, bytes) {
  const told = metadataOf(bytes);
  const place = new Map(JSON.parse(told['nextup.items']).map((id, i) => [id, i]));
  const { beside, states } = JSON.parse(told['nextup.reads']);
  const session = await ort.InferenceSession.create(bytes);
  const tensor = (value, shape) => new ort.Tensor('int64', BigInt64Array.of(BigInt(value)), shape);
  const seen = [];
  let kept = Object.fromEntries(
    states.map(({ past, shape }) => {
      const extents = shape.map((extent) => ({ histories: 1, before: 0 })[extent] ?? extent);
      const count = extents.reduce((product, extent) => product * extent, 1);
      return [past, new ort.Tensor('float32', new Float32Array(count), extents)];
    }),
  );
  const append = async (id, count = 10) => {
    const feeds = { items: tensor(place.get(id) + 1, [1, 1]), ...kept };
    for (const name of beside) feeds[name] = tensor(1, [1, 1]); // nobody knows
    if (session.inputNames.includes('place')) feeds.place = tensor(seen.length, [1]);
    const made = await session.run(feeds);
    kept = Object.fromEntries(states.map(({ past, present }) => [past, made[present]]));
    seen.push(place.get(id));
    return best(told, made.logits.data, seen, count);
  };
  return { append, release: () => session.release() };
}

/** The best items by their logits, without those that were seen where the model leaves them out. */
function best(told, logits, seen, count) {
  const items = JSON.parse(told['nextup.items']);
  const titles = JSON.parse(told['nextup.titles'] ?? 'null') ?? items;
  const left = told['nextup.seen'] === 'filtered' ? new Set(seen) : new Set();
  const scored = items.map((id, i) => ({ id, title: titles[i], score: logits[i], i }));
  return scored
    .filter(({ i }) => !left.has(i))
    .sort((a, b) => b.score - a.score || a.i - b.i)
    .slice(0, count)
    .map(({ id, title, score }) => ({ id, title, score }));
}

/** Entries of a file's metadata: fields 14 of its outermost message, each with a key (1) and a value (2). */
export function metadataOf(bytes) {
  const varint = (at) => {
    let [value, scale] = [0, 1];
    for (; ; scale *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return [value, at];
    }
  };
  const fields = (from, end) => {
    const found = [];
    for (let at = from; at < end;) {
      const [tag, start] = varint(at);
      const [value, next] = varint(start); // a number, or how many bytes follow
      const isDelimited = tag % 8 === 2;
      if (isDelimited) found.push({ field: (tag - 2) / 8, from: next, to: next + value });
      at = isDelimited ? next + value : next;
    }
    return found;
  };
  const text = ({ from, to }) => new TextDecoder().decode(bytes.subarray(from, to));
  const entries = fields(0, bytes.length).filter(({ field }) => field === 14);
  return Object.fromEntries(entries.map(({ from, to }) => fields(from, to).map(text)));
}
