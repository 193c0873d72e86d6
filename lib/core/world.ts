import { type GeoPermissibleObjects, geoNaturalEarth1, geoPath } from 'd3-geo';

/** The world as the portal draws it: Natural Earth's projection, without Antarctica. Nothing is fetched. */
export const WORLD = { width: 960, height: 440 } as const;

const projection = geoNaturalEarth1().rotate([-11, 0]).fitSize([WORLD.width, 500], { type: 'Sphere' });

/** Where a place is drawn, in parts of width and height from the upper left; null for what lies outside. */
export function worldPoint(longitude: number, latitude: number): readonly [x: number, y: number] | null {
  const point = projection([longitude, latitude]);
  if (point === null) return null;
  const [x, y] = [point[0] / WORLD.width, point[1] / WORLD.height];
  return x >= 0 && x <= 1 && y >= 0 && y <= 1 ? [x, y] : null;
}

/** The outline of a shape of the globe as an SVG path. */
export const worldPath = (shape: GeoPermissibleObjects): string => geoPath(projection).digits(1)(shape) ?? '';
