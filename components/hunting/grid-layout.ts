import type { GridColumn } from './result-rows';

/** What somebody set for a column; what is not set follows the result. */
export interface ColumnSetting {
  readonly name: string;
  /** Null: shown where it holds something. */
  readonly isShown: boolean | null;
  readonly isPinned: boolean;
  /** In characters; null: as wide as its values. */
  readonly width: number | null;
}

/** Settings in the order in which the columns stand; columns that are not named come after them, as the result has them. */
export type GridLayout = readonly ColumnSetting[];

export const NARROWEST = 5;
export const WIDEST = 160;

const unset = (name: string): ColumnSetting => ({
  name,
  isShown: null,
  isPinned: false,
  width: null,
});

/** `TimeGenerated;p,User%20name;w30;h`: short enough for an address. */
export const layoutText = (layout: GridLayout): string =>
  layout
    .map(({ name, isShown, isPinned, width }) =>
      [
        encodeURIComponent(name),
        ...(isShown === null ? [] : [isShown ? 's' : 'h']),
        ...(isPinned ? ['p'] : []),
        ...(width === null ? [] : [`w${width}`]),
      ].join(';'),
    )
    .join(',');

/** Reads what `layoutText` wrote; whatever else an address holds is left out. */
export function parseLayout(text: string): GridLayout {
  const found = new Map<string, ColumnSetting>();
  for (const part of text.split(',')) {
    const [encoded = '', ...flags] = part.split(';');
    const name = decoded(encoded);
    if (name === '') continue;
    const width = Number(flags.find((flag) => /^w\d{1,3}$/.test(flag))?.slice(1) ?? Number.NaN);
    found.set(name, {
      name,
      isShown: flags.includes('s') ? true : flags.includes('h') ? false : null,
      isPinned: flags.includes('p'),
      width: Number.isNaN(width) ? null : Math.min(WIDEST, Math.max(NARROWEST, width)),
    });
  }
  return [...found.values()];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** Every column in its order, pinned ones first, with the widths that were set. */
export function ordered(columns: readonly GridColumn[], layout: GridLayout): GridColumn[] {
  const places = new Map(layout.map((setting, place) => [setting.name, { setting, place }]));
  const place = ({ name }: GridColumn): number => places.get(name)?.place ?? layout.length;
  return columns
    .map((column) => {
      const setting = places.get(column.name)?.setting;
      return {
        ...column,
        width: setting?.width ?? column.width,
        isPinned: setting?.isPinned ?? false,
        isShown: setting?.isShown ?? column.isShown,
      };
    })
    .sort((a, b) => Number(b.isPinned) - Number(a.isPinned) || place(a) - place(b) || a.index - b.index);
}

/** The layout with another setting of a column; the others keep the order in which they stand. */
export function withSetting(
  columns: readonly GridColumn[],
  layout: GridLayout,
  name: string,
  change: Partial<ColumnSetting>,
): GridLayout {
  const settings = new Map(layout.map((setting) => [setting.name, setting]));
  const all = ordered(columns, layout).map((column) => settings.get(column.name) ?? unset(column.name));
  return all.map((setting) => (setting.name === name ? { ...setting, ...change } : setting));
}

/** The layout with a column one place further; pinned columns stay before the others. */
export function moved(
  columns: readonly GridColumn[],
  layout: GridLayout,
  name: string,
  by: -1 | 1,
): GridLayout {
  const all = [...withSetting(columns, layout, name, {})];
  const shown = new Set(
    ordered(columns, layout)
      .filter(({ isShown }) => isShown)
      .map((column) => column.name),
  );
  const from = all.findIndex((setting) => setting.name === name);
  let to = from + by;
  // Past what is not seen: each press is seen to do something.
  while (all[to] && !shown.has(all[to]?.name ?? '')) to += by;
  const [here, there] = [all[from], all[to]];
  if (!here || !there || here.isPinned !== there.isPinned) return layout;
  all.splice(from, 1);
  all.splice(to, 0, here);
  return all;
}
