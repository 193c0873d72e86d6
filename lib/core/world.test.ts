import { describe, expect, it } from 'vitest';
import { worldPath, worldPoint } from './world';

describe('the world map', () => {
  it('draws places where they are to each other', () => {
    const [sweden, vietnam, chile] = [worldPoint(18, 59), worldPoint(105, 21), worldPoint(-70, -33)];
    if (!sweden || !vietnam || !chile) throw new Error('all three are on the map');
    expect(sweden[0]).toBeLessThan(vietnam[0]);
    expect(chile[0]).toBeLessThan(sweden[0]);
    expect(sweden[1]).toBeLessThan(vietnam[1]);
    expect(vietnam[1]).toBeLessThan(chile[1]);
  });

  it('leaves out what lies below its edge', () => {
    expect(worldPoint(0, -85)).toBeNull();
  });

  it('writes short paths', () => {
    const square = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [0, 10],
          [10, 10],
          [10, 0],
          [0, 0],
        ],
      ],
    } as const;
    expect(worldPath(square as never)).toMatch(/^M[\d.,LMZ-]+$/);
  });
});
