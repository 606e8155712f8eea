/** What a schema takes, as JSON Schema for programs. Each schema of schema.ts notes it when it is made; it is written when somebody asks. */

export type JsonSchema = Readonly<Record<string, unknown>>;

const notes = new WeakMap<object, () => JsonSchema>();

/** Notes what a schema takes. */
export function noted<S extends object>(schema: S, json: () => JsonSchema): S {
  notes.set(schema, json);
  return schema;
}

/** Of a function, which no JSON spells. */
export const FUNCTION: JsonSchema = { description: 'a function' };

/** What a schema takes; `{}`, which is anything, where nobody noted it. */
export function jsonSchemaOf(schema: object): JsonSchema {
  const json = notes.get(schema);
  if (json !== undefined) return json();
  if ('wrapped' in schema && typeof schema.wrapped === 'object' && schema.wrapped !== null)
    return jsonSchemaOf(schema.wrapped);
  // Of a pipe, what its last part takes that says it: those before it make that out of what is given.
  const parts = 'pipe' in schema && Array.isArray(schema.pipe) ? (schema.pipe as readonly object[]) : [];
  const last = parts.findLast((part) => part !== schema && notes.has(part));
  return last === undefined ? {} : jsonSchemaOf(last);
}

/** What an object of these keys takes. `optional` says of a schema whether its key may be left out. */
export function objectSchema(
  entries: Readonly<Record<string, object>>,
  optional: (schema: object) => boolean,
): JsonSchema {
  const named = Object.entries(entries);
  return {
    type: 'object',
    properties: Object.fromEntries(named.map(([key, schema]) => [key, jsonSchemaOf(schema)])),
    required: named.filter(([, schema]) => !optional(schema)).map(([key]) => key),
    additionalProperties: false,
  };
}
