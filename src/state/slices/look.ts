/** Which internal is looked at; the numbers themselves stay outside the store. */
export interface LookSlice {
  /** Key of the picture of attention: a head, or a summary of all heads. */
  readonly picture: string;
  /** Only the last so many items of the history are drawn; null draws all. */
  readonly span: number | null;
}

export const look: LookSlice = { picture: 'average', span: null };
