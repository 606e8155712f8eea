/** What a user may choose among while files are imported, for those who check what was typed. */
export { encodings, fileRoles, parts, roles, spellings } from '../data/import/types.ts';
