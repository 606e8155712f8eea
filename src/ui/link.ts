/** Whether an address carries a model or recipe, of whatever version: those have a number first. docs/formats.md. */
export const isLink = (hash: string): boolean => /^#\/\d/.test(hash.slice(0, 4));
