import { MAX_JSON_DEPTH } from './limits.ts';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Whether every reader reads `value` alike: finite numbers, well-formed Unicode, plain lists and objects at most
 * `depth` deep, no key `__proto__`.
 */
export function isJson(value: unknown, depth = MAX_JSON_DEPTH): value is Json {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || depth === 0) return false;
  if (Array.isArray(value)) return value.every((element) => isJson(element, depth - 1));
  return Object.entries(value).every(
    ([key, member]) => key !== '__proto__' && key.isWellFormed() && isJson(member, depth - 1),
  );
}

export const isJsonObject = (value: unknown): value is JsonObject => isObject(value) && isJson(value);

/**
 * The one spelling of `value`: no white space, keys in order of their UTF-16 code units, numbers and escapes as
 * ECMAScript writes them. RFC 8785, JSON Canonicalization Scheme.
 */
export function canonicalJson(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

/** `Array.isArray`, which does not narrow readonly lists by itself. */
const isList = (value: readonly Json[] | JsonObject): value is readonly Json[] => Array.isArray(value);
