/** The facade is asynchronous throughout; what its parts answer at once, errors too, arrives as a promise. */
export const settle = <T>(work: () => T | Promise<T>): Promise<T> => Promise.resolve().then(work);
