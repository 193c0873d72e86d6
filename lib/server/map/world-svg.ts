import 'server-only';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-110m.json';
import { WORLD, worldPath } from '@/lib/core/world';

const ANTARCTICA = '010';

let drawn: string | undefined;

/**
 * Land and borders as two symbols, which pages use by reference: one small file that the browser keeps, coloured by the
 * page that shows it. Natural Earth's data, public domain.
 */
export function worldSvg(): string {
  drawn ??= draw();
  return drawn;
}

function draw(): string {
  const topology = atlas as unknown as Topology<{ countries: GeometryCollection }>;
  const countries: GeometryCollection = {
    ...topology.objects.countries,
    geometries: topology.objects.countries.geometries.filter(({ id }) => id !== ANTARCTICA),
  };
  const land = worldPath(feature(topology, countries));
  const borders = worldPath(mesh(topology, countries, (a, b) => a !== b));
  const symbol = (id: string, path: string) =>
    `<symbol id="${id}" viewBox="0 0 ${WORLD.width} ${WORLD.height}"><path d="${path}"/></symbol>`;
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbol('land', land)}${symbol('borders', borders)}</svg>`;
}
