/** Pages that the portal can open with, by what the browser remembers of the choice. */
export const START_PAGES = {
  home: { path: '/home', label: 'Home' },
  incidents: { path: '/incidents', label: 'Incidents' },
  alerts: { path: '/alerts', label: 'Alerts' },
  users: { path: '/users', label: 'Risky users' },
  reports: { path: '/reports', label: 'Reports' },
} as const;
export type StartPage = keyof typeof START_PAGES;

/** The page of a remembered choice; Home for none, and for one that is no longer offered. */
export const startPage = (remembered: string | undefined): StartPage =>
  remembered !== undefined && Object.hasOwn(START_PAGES, remembered) ? (remembered as StartPage) : 'home';
