/** How many of a thing, as people write it: "1 user", "1,886 users", "3 histories". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
