/** The simulated world that a visitor sees first; the model that ships with the page was trained on it. */
export const FIRST_WORLD = 'bookshop';
