/** Whether a line has one number only, of which nothing would be seen without its point. */
export const isAlone = (values: ArrayLike<number | null | undefined> | undefined): boolean =>
  Array.from(values ?? []).filter((value) => typeof value === 'number').length === 1;
