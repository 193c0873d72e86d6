/** Classes that take a column away while its frame is narrower than this, px. Tailwind has to find each written out. */
const HIDES: readonly (readonly [number, string])[] = [
  [400, '@max-[400px]:hidden'],
  [440, '@max-[440px]:hidden'],
  [480, '@max-[480px]:hidden'],
  [520, '@max-[520px]:hidden'],
  [560, '@max-[560px]:hidden'],
  [600, '@max-[600px]:hidden'],
  [640, '@max-[640px]:hidden'],
  [680, '@max-[680px]:hidden'],
  [720, '@max-[720px]:hidden'],
  [760, '@max-[760px]:hidden'],
  [800, '@max-[800px]:hidden'],
  [840, '@max-[840px]:hidden'],
  [880, '@max-[880px]:hidden'],
  [920, '@max-[920px]:hidden'],
  [960, '@max-[960px]:hidden'],
  [1000, '@max-[1000px]:hidden'],
  [1040, '@max-[1040px]:hidden'],
  [1080, '@max-[1080px]:hidden'],
  [1120, '@max-[1120px]:hidden'],
  [1160, '@max-[1160px]:hidden'],
  [1200, '@max-[1200px]:hidden'],
  [1240, '@max-[1240px]:hidden'],
  [1280, '@max-[1280px]:hidden'],
  [1320, '@max-[1320px]:hidden'],
  [1360, '@max-[1360px]:hidden'],
  [1400, '@max-[1400px]:hidden'],
  [1440, '@max-[1440px]:hidden'],
  [1480, '@max-[1480px]:hidden'],
  [1520, '@max-[1520px]:hidden'],
  [1560, '@max-[1560px]:hidden'],
  [1600, '@max-[1600px]:hidden'],
  [1680, '@max-[1680px]:hidden'],
  [1760, '@max-[1760px]:hidden'],
  [1840, '@max-[1840px]:hidden'],
  [1920, '@max-[1920px]:hidden'],
  [2000, '@max-[2000px]:hidden'],
  [2080, '@max-[2080px]:hidden'],
  [2160, '@max-[2160px]:hidden'],
  [2240, '@max-[2240px]:hidden'],
  [2320, '@max-[2320px]:hidden'],
  [2400, '@max-[2400px]:hidden'],
  [2480, '@max-[2480px]:hidden'],
  [2560, '@max-[2560px]:hidden'],
  [2640, '@max-[2640px]:hidden'],
];
const WIDEST = [2_640, '@max-[2640px]:hidden'] as const;

interface Sized {
  readonly id: string;
  readonly width: number;
}

/** What a column needs to be seen. */
export interface Fit {
  /** Width of the frame, px. */
  readonly from: number;
  readonly className: string;
}

/**
 * For each column the width that its frame must have, and the class that takes the column away below it: those that come
 * last in `columns` give way first. No script measures anything, so the first frame is right on every screen.
 *
 * @param room px that the other columns of the table need at least
 */
export function fitColumns(columns: readonly Sized[], room: number): ReadonlyMap<string, Fit> {
  let needed = room;
  return new Map(
    columns.map(({ id, width }) => {
      needed += width;
      const [from, className] = HIDES.find(([limit]) => needed <= limit) ?? WIDEST;
      return [id, { from, className }];
    }),
  );
}
