/** So many rows of a list are counted; of more it is said that there are more. */
export const COUNT_CAP = 10_000;

/** How many rows of a list there are. */
export interface ListCount {
  readonly total: number;
  /** There are more than `total`: counting them all would keep the page waiting. */
  readonly isMore: boolean;
}

/** `1 alert`, `12,345 alerts`, `More than 10,000 alerts`. */
export const countText = ({ total, isMore }: ListCount, one: string, many: string): string =>
  `${isMore ? 'More than ' : ''}${total.toLocaleString('en')} ${total === 1 ? one : many}`;
