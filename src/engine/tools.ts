/** The facade as tools for an agent, from its own definitions: what each method says in its door, and the schemas that its arguments are checked by. */
import { FUNCTION, jsonSchemaOf, objectSchema, type JsonSchema } from '../core/json_schema.ts';
import type { Argument } from './argument.ts';
import type { Tool } from './messages.ts';

const doors = import.meta.glob<string>('./*/door.ts', { query: '?raw', import: 'default', eager: true });

/** What each method says: its comment in the interface of its door, and the errors that this names. */
function saidInDoors(): ReadonlyMap<string, { readonly says: string; readonly throws: readonly string[] }> {
  const found = new Map<string, { says: string; throws: readonly string[] }>();
  for (const text of Object.values(doors)) {
    for (const [, comment, method] of text.matchAll(/^  \/\*\*((?:(?!\*\/)[^])*)\*\/\s+(\w+)\(/gm)) {
      const words = comment.replaceAll(/\s*\n\s*\* ?/g, ' ').trim();
      const throws = [...words.matchAll(/\b[A-Z]\w+Error\b/g)].map(([name]) => name);
      found.set(method, { says: words, throws: [...new Set(throws)] });
    }
  }
  return found;
}

/** The tools of methods by their arguments, in the order of the doors. */
export function toolsOf(methods: Readonly<Record<string, readonly Argument<unknown>[]>>): readonly Tool[] {
  const said = saidInDoors();
  return Object.entries(methods).map(([name, known]) => {
    const given = known.filter(({ schema }) => jsonSchemaOf(schema) !== FUNCTION);
    const needs = given.filter(({ schema, optional }) => !optional && !isJson(jsonSchemaOf(schema)));
    const optional = new Set<object>(given.filter((argument) => argument.optional).map(({ schema }) => schema));
    const entries = Object.fromEntries(given.map((argument) => [argument.name, argument.schema]));
    return {
      name,
      description: said.get(name)?.says ?? '',
      throws: said.get(name)?.throws ?? [],
      inputSchema: objectSchema(entries, (schema) => optional.has(schema)),
      order: known.map((argument) => argument.name),
      notJson: [
        ...needs.map((argument) => argument.name),
        ...known.filter((argument) => !argument.optional && !given.includes(argument)).map((argument) => argument.name),
      ],
    };
  });
}

/** Whether a schema says what JSON it takes; of bytes, files and their like it does not. */
function isJson(schema: JsonSchema): boolean {
  const { type, anyOf, items } = schema;
  if (Array.isArray(anyOf)) return (anyOf as readonly JsonSchema[]).every(isJson);
  if (type === 'array') return isJson(items as JsonSchema); // a list says of what
  if (type === 'object' && 'properties' in schema) {
    const { properties, required } = schema as unknown as ObjectSchema;
    return required.every((key) => isJson(properties[key]));
  }
  return type !== undefined;
}

interface ObjectSchema {
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
}
