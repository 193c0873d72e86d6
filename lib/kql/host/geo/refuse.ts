/** Said by a function of what it would have to guess: the query fails by name instead of an answer that may be wrong. */
export class Refused extends Error {}

export const refused = (what: string): Refused => new Refused(`${what} is not supported`);
