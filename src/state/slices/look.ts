/** What is looked at; the pictures themselves stay outside the store. */
export interface LookSlice {
  /** Name of the lens; null for the first that has something to show. */
  readonly lens: string | null;
  /** Title of the picture, where a lens gives several. */
  readonly picture: string;
  /** Only the last so many items of the history are drawn; null draws all. */
  readonly span: number | null;
  /** The run that is looked into beside the one asked, on the same history. */
  readonly beside: string | null;
}

export const look: LookSlice = { lens: null, picture: '', span: null, beside: null };
