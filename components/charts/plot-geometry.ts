/** Room left of the plot for the numbers of the vertical axis, and right of it, px. */
export const AXIS_WIDTH = 40;
export const RIGHT = 8;

/** Which of the bands that share the plot's width a place lies in; null beside the plot. */
export function indexAt(x: number, width: number, count: number): number | null {
  const plot = width - AXIS_WIDTH - RIGHT;
  const place = x - AXIS_WIDTH;
  if (count === 0 || plot <= 0 || place < 0 || place >= plot) return null;
  return Math.floor((place / plot) * count);
}
