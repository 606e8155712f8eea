const LONGEST = 40;

/** Any value at all, short enough for a message, never expanded and never asked for a text of its own. */
export function quote(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
    case 'function':
      return 'a function';
    case 'symbol':
      return 'a symbol';
    case 'bigint':
      return 'a BigInt';
    case 'object':
      return value === null ? 'null' : kindOf(value);
    default:
      return String(value);
  }
}

/** What kind of object it is; a proxy may refuse even that. */
function kindOf(value: object): string {
  try {
    if (Array.isArray(value)) return `a list of ${value.length}`;
    return value instanceof Promise ? 'a promise, which is to be awaited first' : 'an object';
  } catch {
    return 'an object that cannot be read';
  }
}
