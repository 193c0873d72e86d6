import path from 'node:path';

/** The browser tests have a portal of their own: own port (two checkouts on one machine need two), own data folder. */
export const PORT = Number(process.env.E2E_PORT ?? 3170);
export const BASE_URL = `http://localhost:${PORT}`;
export const DATA = path.resolve('.throughline-e2e');

/** The accounts that are made before the first test. `guest` is there to be shut out. */
export const PEOPLE = {
  admin: { name: 'Ada Admin', role: 'admin' },
  analyst: { name: 'Noor Analyst', role: 'analyst' },
  identityAdmin: { name: 'Ivo Identity', role: 'identityAdmin' },
  manager: { name: 'Mika Manager', role: 'manager' },
  guest: { name: 'Gale Guest', role: 'analyst' },
} as const;
export type Who = keyof typeof PEOPLE;
export const WHO = Object.keys(PEOPLE) as readonly Who[];

export const emailOf = (who: Who): string => `${who.toLowerCase()}@e2e.example`;
export const PASSWORD = 'correct horse battery';

/** Where set-up leaves the cookies of a person who is signed in. */
export const cookiesOf = (who: Who): string => path.join(DATA, 'browser', `${who}.json`);
/** Where set-up leaves the API token of all scopes. */
export const TOKEN_FILE = path.join(DATA, 'browser', 'token');
