/** A cell by its place in what is shown. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows in sight. */
  readonly page: number;
}

/** Where a key leads to; null for keys that lead nowhere. */
export function stepped(key: string, { row, column }: GridPlace, size: GridSize): GridPlace | null {
  const to = (r: number, c: number): GridPlace => ({
    row: Math.min(Math.max(r, 0), Math.max(0, size.rows - 1)),
    column: Math.min(Math.max(c, 0), Math.max(0, size.columns - 1)),
  });
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return to(row + 1, column);
    case 'ArrowUp':
    case 'k':
      return to(row - 1, column);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'PageDown':
      return to(row + size.page, column);
    case 'PageUp':
      return to(row - size.page, column);
    case 'Home':
      return to(0, column);
    case 'End':
      return to(size.rows - 1, column);
    default:
      return null;
  }
}
