/** Where reading stops with an ImportError instead of using up the machine. */
export interface Limits {
  readonly fieldBytes: number;
  readonly rowBytes: number;
  readonly columns: number;
  /** Bytes of text that may come out of one file, unpacked. */
  readonly textBytes: number;
  /** How many times its packed bytes a file may unpack to, once more than `expandedBytes` came out: no table is so alike. */
  readonly expansion: number;
  readonly expandedBytes: number;
  /** Bytes, unpacked, of a file that cannot be read in order and so is held as a whole. */
  readonly wholeBytes: number;
  readonly archiveMembers: number;
  /** 16 bytes of memory each. */
  readonly interactions: number;
  /** Distinct users, and distinct items. */
  readonly ids: number;
  /** Bytes handed on at once; between two pieces there is room for other work. */
  readonly pieceBytes: number;
}

export const defaultLimits: Limits = {
  fieldBytes: 64 * 1024,
  rowBytes: 1024 * 1024,
  columns: 1024,
  textBytes: 2 ** 31,
  expansion: 100,
  expandedBytes: 256 * 1024 * 1024,
  wholeBytes: 512 * 1024 * 1024,
  archiveMembers: 1000,
  interactions: 100_000_000,
  ids: 10_000_000,
  pieceBytes: 2 * 1024 * 1024,
};

/** Digits in groups of three, the same in every locale. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** A size as people say it. */
export function size(bytes: number): string {
  if (bytes < 1024) return `${grouped(bytes)} bytes`;
  const units = ['KiB', 'MiB', 'GiB'];
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length);
  return `${Number((bytes / 1024 ** power).toFixed(1))} ${units[power - 1]}`;
}
