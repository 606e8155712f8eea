/**
 * Settings as data: what may be set of a part, from which its validation, its fields on the page and its help in the terminal
 * are made. What a person chooses is a value for some of them; the others have their usual one.
 */
import type { ByItems } from '../core/by_items.ts';
import type { Field } from '../core/history.ts';
import { fields, inRange, oneOf, perhaps, wordsOf, type Schema } from '../core/schema.ts';
import { sameValue, type Value } from '../core/value.ts';

export type { Value };

interface Said {
  /** One line: what it does. */
  readonly help: string;
  /** What files and links that do not know it yet were made with. */
  readonly formerly?: Value;
  /** Another setting, and the words of it, or of its list, that read this one: with none of them it does nothing. Absent where it is always read. */
  readonly readWith?: { readonly setting: string; readonly words: readonly string[] };
}

/** A number in a range; a whole one where the step is. */
export interface NumberSetting extends Said {
  readonly usual: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  /** What happens when it is raised. */
  readonly raised?: string;
  /** What it is where neither a preset nor anybody says it and the size of the catalogue is known. */
  readonly byItems?: ByItems;
}

/** One of some words, each with what it means. */
export interface ChoiceSetting extends Said {
  readonly usual: string;
  readonly options: Readonly<Record<string, string>>;
  /** A regular expression for words beside them, that name something which was made. */
  readonly also?: string;
  /** What of events beside their items some words read; data without it is refused. */
  readonly reads?: Readonly<Record<string, Field>>;
}

/** A list of such words, in order; the same may stand in it more than once. */
export interface ListSetting extends Said {
  readonly usual: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  /** How many they are at least and at most. */
  readonly least: number;
  readonly most: number;
  /** What one of them is called, as "block". */
  readonly each: string;
}

export type Setting = NumberSetting | ChoiceSetting | ListSetting;
export type Settings = Readonly<Record<string, Setting>>;

/** Values by the names of settings, of some or of all. */
export type AnyValues = Readonly<Record<string, Value>>;

/** A value for each of the settings. */
export type Values<S extends Settings> = {
  readonly [K in keyof S]: S[K] extends NumberSetting
    ? number
    : S[K] extends ListSetting
      ? readonly (keyof S[K]['options'])[]
      : S[K] extends ChoiceSetting
        ? keyof S[K]['options']
        : Value;
};

export const isNumber = (setting: Setting): setting is NumberSetting => 'minimum' in setting;
export const isList = (setting: Setting): setting is ListSetting => 'least' in setting;

function valueOf(setting: Setting): Schema<Value> {
  if (isNumber(setting)) return inRange(setting);
  const words = Object.keys(setting.options);
  return isList(setting) ? wordsOf(words, setting) : oneOf(words, setting.also);
}

/** A value for each of the settings `needed` and for some of `others`, and nothing else. */
export const valuesOf = (needed: Settings, others: Settings): Schema<AnyValues> =>
  fields<AnyValues>({
    ...fieldsOf(needed, valueOf),
    ...fieldsOf(others, (setting) => perhaps(valueOf(setting))),
  });

/** What a person may choose: a value for some of the settings. */
export const someOf = (settings: Settings): Schema<AnyValues> => valuesOf({}, settings);

/** A value for each of the settings, and nothing else. */
export const allOf = (settings: Settings): Schema<AnyValues> => valuesOf(settings, {});

const fieldsOf = <T>(settings: Settings, schemaOf: (setting: Setting) => T): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, schemaOf(setting)]));

/** Values of what was made before a setting was there, with what they were then. */
export const formerValues = (settings: Settings): AnyValues =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([name, { formerly }]) => (formerly === undefined ? [] : [[name, formerly]])),
  );

/** Values without what could not be said before, where it is as it was then: equal ones stay equal. */
export const asFormerly = (settings: Settings, values: AnyValues): AnyValues => {
  const former = formerValues(settings);
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => !sameValue(value, former[name])));
};

/** Every setting as it usually is. */
export const usualValues = <S extends Settings>(settings: S): Values<S> =>
  Object.fromEntries(Object.entries(settings).map(([name, { usual }]) => [name, usual])) as Values<S>;

/** The settings whose values read more of events than their items, with what that is. */
export const fieldsRead = (settings: Settings, values: AnyValues): readonly (readonly [string, Field])[] =>
  Object.entries(settings).flatMap(([name, setting]) => {
    const field = 'reads' in setting ? setting.reads?.[String(values[name])] : undefined;
    return field === undefined || !isRead(setting, values) ? [] : [[name, field] as const];
  });

/** Whether a setting does anything where the others are these: one of their words, or of a list of them, reads it. */
const isRead = ({ readWith }: Setting, values: AnyValues): boolean =>
  readWith === undefined || [values[readWith.setting]].flat().some((word) => readWith.words.includes(String(word)));
