/** Names that stay apart. */

/** The last ending of a name, with the one before it where it says how the file is packed. */
const ENDING = /\.[^./]+(?:\.(?:gz|bz2|xz|zst|zip|tgz))?$/i;

/** Files of different folders, and members of one archive, may have one name; questions and answers go by the name. */
export class Names {
  readonly #taken = new Set<string>();

  /** `name`, or where it is taken `name (2)`, the number before the ending. */
  apart(name: string): string {
    const ending = ENDING.exec(name)?.[0] ?? '';
    const stem = name.slice(0, name.length - ending.length);
    let free = name;
    for (let number = 2; this.#taken.has(free); number++) free = `${stem} (${number})${ending}`;
    this.#taken.add(free);
    return free;
  }
}
