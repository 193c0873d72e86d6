/** "the last 7 days". */
export const daysLabel = (days: number): string => (days === 1 ? 'Last 24 hours' : `Last ${days} days`);
