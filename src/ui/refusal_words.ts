/** A message in the order in which people read it. */
export interface Words {
  readonly sentence: string;
  /** The stable code of a refusal; null for any other message. */
  readonly code: string | null;
}

/** Puts the code of a refusal, `CODE: where: what is wrong; what to do`, behind its sentences. */
export function refusalWords(message: string): Words {
  const [, before = '', code, where = '', said = ''] =
    /^((?:[^:]+: )?)((?:LINK|SNAP)_[A-Z_]+): ([^:]+): ([^]+)$/.exec(message) ?? [];
  if (code === undefined) return { sentence: message, code: null };
  const end = said.lastIndexOf('; ');
  const [cause, next] = end < 0 ? [said, ''] : [said.slice(0, end), said.slice(end + 2)];
  const subject = where === 'link' ? 'This link' : capital(where);
  const sentences = [`${before}${subject}: ${cause}.`, ...(next === '' ? [] : [`${capital(next)}.`])];
  return { sentence: sentences.join(' '), code };
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
