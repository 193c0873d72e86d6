import type { Edge } from './edges';
import type { Step } from './overlay';
import { orderedCcw, sign } from './predicates';
import { refused } from './refuse';
import type { Snapped } from './snap';
import { angleBetween, type Vector } from './vector';
import { Window } from './window';

const gathered = <T>(map: Map<number, T[]>, key: number, value: T): void => {
  const held = map.get(key);
  if (held) held.push(value);
  else map.set(key, [value]);
};

/** Steps between sites, chains of them that are nearly straight as one. */
export function straightened(edges: readonly Edge[], net: Snapped, radius: number): Step[] {
  const steps: Step[] = net.chains.flatMap((chain, id) =>
    chain.slice(1).map((to, at) => ({ from: chain[at] as number, to, id })),
  );
  const pairs = new Set(steps.map(({ from, to }) => `${Math.min(from, to)},${Math.max(from, to)}`));
  if (pairs.size === steps.length) return new Straightener(edges, net, radius, steps).run();
  const ways = new Set(steps.map(({ from, to }) => `${from},${to}`));
  // There and back again is nothing.
  if (ways.size === steps.length && steps.every(({ from, to }) => ways.has(`${to},${from}`))) return [];
  throw refused('A simplification in which parts of a border fall together');
}

class Straightener {
  readonly #after = new Map<number, Step[]>();
  readonly #before = new Map<number, Step[]>();
  /** The points that have moved to each site: what takes the place of a chain passes near them all. */
  readonly #moved = new Map<number, Vector[]>();
  readonly #taken = new Set<Step>();
  readonly #made: Step[] = [];

  constructor(
    edges: readonly Edge[],
    private readonly net: Snapped,
    private readonly radius: number,
    private readonly steps: readonly Step[],
  ) {
    for (const step of steps) {
      gathered(this.#after, step.from, step);
      gathered(this.#before, step.to, step);
    }
    edges.forEach(({ a, b }, at) => {
      const chain = net.chains[at] as readonly number[];
      gathered(this.#moved, chain[0] as number, a);
      gathered(this.#moved, chain.at(-1) as number, b);
    });
  }

  run(): Step[] {
    const sorted = [...this.steps].sort((p, q) => p.from - q.from || p.to - q.to);
    for (const step of sorted) if (!this.#isInside(step.from)) this.#follow(step);
    // What is left goes round and round: from its first site.
    for (const step of sorted) this.#follow(step);
    return this.#made;
  }

  #isInside(site: number): boolean {
    return this.#after.get(site)?.length === 1 && this.#before.get(site)?.length === 1;
  }

  #follow(start: Step): void {
    for (let step: Step | undefined = start; step && !this.#taken.has(step); ) {
      const chain = this.#chain(step, start.from);
      const last = chain.at(-1) as Step;
      this.#made.push({ from: step.from, to: last.to, id: Math.min(...chain.map(({ id }) => id)) });
      const ended = !this.#isInside(last.to) || last.to === start.from;
      step = ended ? undefined : this.#after.get(last.to)?.[0];
    }
  }

  /** As many steps from one on as a single one may stand for. */
  #chain(first: Step, start: number): Step[] {
    const chain = [first];
    const used = new Set([first.from]);
    const window = new Window(this.#site(first.from));
    let open = this.#avoids(first.from, first, used, window);
    for (;;) {
      const last = chain.at(-1) as Step;
      this.#taken.add(last);
      used.add(last.to);
      if (!open || !this.#isInside(last.to) || last.to === start) return chain;
      const [after] = this.#after.get(last.to) as [Step];
      open =
        (this.#moved.get(last.to) ?? []).every((point) => window.hit(point, this.radius)) &&
        this.#avoids(first.from, after, used, window) &&
        window.reaches(this.#site(after.to));
      if (!open) return chain;
      chain.push(after);
    }
  }

  #site(at: number): Vector {
    return this.net.sites[at] as Vector;
  }

  /** Whether a longer step can leave the sites beside the chain where they are: on their side. */
  #avoids(first: number, step: Step, used: Set<number>, window: Window): boolean {
    const { near, longest, apart } = this.net;
    const [p0, p1, p2] = [this.#site(first), this.#site(step.from), this.#site(step.to)];
    const reach = angleBetween(p0, p2);
    if (reach < angleBetween(p0, p1) || reach >= longest) return false;
    for (const site of near[step.id] as readonly number[]) {
      const point = this.#site(site);
      if (angleBetween(p0, point) >= reach || used.has(site)) continue;
      used.add(site);
      const left = step.from === first ? sign(p1, p2, point) > 0 : orderedCcw(p0, p2, point, p1);
      if (!window.miss(point, apart, left)) return false;
    }
    return true;
  }
}
