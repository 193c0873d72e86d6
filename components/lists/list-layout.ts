/** A part of a list that is read by itself: a group, or the whole list. */
export interface Section {
  readonly key: string | null;
  readonly count: number;
  readonly isFolded: boolean;
}

/** What stands in a line of the list. */
export type Slot =
  | { readonly kind: 'head'; readonly section: number }
  | { readonly kind: 'row'; readonly section: number; readonly index: number };

/** Which line of a list holds what: with heads, each section begins with a line of its own. */
export class ListLayout {
  /** The line in which each section begins, and behind the last the number of lines. */
  private readonly starts: readonly number[];

  constructor(
    readonly sections: readonly Section[],
    private readonly hasHeads: boolean,
  ) {
    const starts = [0];
    for (const { count, isFolded } of sections)
      starts.push((starts.at(-1) ?? 0) + (hasHeads ? 1 : 0) + (isFolded ? 0 : count));
    this.starts = starts;
  }

  get length(): number {
    return this.starts.at(-1) ?? 0;
  }

  at(line: number): Slot | null {
    if (line < 0 || line >= this.length) return null;
    let [low, high] = [0, this.sections.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    const inside = line - (this.starts[low] ?? 0);
    if (!this.hasHeads) return { kind: 'row', section: low, index: inside };
    return inside === 0 ? { kind: 'head', section: low } : { kind: 'row', section: low, index: inside - 1 };
  }

  /** The line of a section's row. */
  lineOf(section: number, index: number): number {
    return (this.starts[section] ?? 0) + (this.hasHeads ? 1 : 0) + index;
  }

  /** Blocks of rows that a range of lines touches. */
  blocks(first: number, last: number, size: number): readonly { section: number; block: number }[] {
    const found = new Map<string, { section: number; block: number }>();
    for (let line = Math.max(first, 0); line <= Math.min(last, this.length - 1); line++) {
      const slot = this.at(line);
      if (slot?.kind !== 'row') continue;
      const block = Math.floor(slot.index / size);
      found.set(`${slot.section} ${block}`, { section: slot.section, block });
    }
    return [...found.values()];
  }
}
