import { Worker } from 'node:worker_threads';
import { OpenColumns } from '@/lib/kql/plan/open';
import type { Plan } from '@/lib/kql/plan/relation';
import type { Completions } from '@/lib/kql/syntax/editor';
import { type Diagnostic, KqlError } from '@/lib/kql/types';
import { namesWatchlists, type Watchlists } from '@/lib/kql/watchlists';

type Question = { readonly text: string; readonly watchlists: Watchlists } & (
  | { readonly kind: 'plan' | 'diagnose' | 'tables' }
  | { readonly kind: 'complete' | 'hover'; readonly position: number }
);
export type AnalyserRequest = Question & { readonly id: number };

type OpenParts = Pick<OpenColumns, 'plugin' | 'input' | 'of' | 'prefix' | 'at'>;

export interface AnalyserAnswer {
  readonly id: number;
  readonly outcome:
    | { readonly value: unknown }
    | { readonly refused: readonly Diagnostic[] }
    | { readonly open: OpenParts }
    | { readonly failed: string };
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A thread does not take the loader of TypeScript over from its process. */
const fromSource = (file: string): string =>
  `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(file)}); })`;

/** Plans that are kept: the queries of a console, its rules and its saved queries, not of a year. */
const KEPT_PLANS = 500;

/** The language service in a thread of its own, with the plans that it made lately. */
export class Analyser {
  private readonly waiting = new Map<number, Waiting>();
  private readonly plans = new Map<string, Plan>();
  private lastId = 0;

  private constructor(private readonly worker: Worker) {
    worker.on('message', (answer: AnalyserAnswer) => this.settle(answer));
    worker.on('error', (error) => this.end(error));
    worker.on('exit', () => this.end(new Error('the analyser ended')));
  }

  /** @param file the thread's program: a bundle, or in development its source */
  static start(file: string): Analyser {
    return new Analyser(
      file.endsWith('.ts') ? new Worker(fromSource(file), { eval: true }) : new Worker(file),
    );
  }

  /** @throws KqlError for what the language or we refuse, OpenColumns where rows must be looked at first */
  async plan(text: string, watchlists: Watchlists): Promise<Plan> {
    // A list that has changed makes another plan of the same text.
    const key = namesWatchlists(text) ? `${JSON.stringify(watchlists)}\n${text}` : text;
    const known = this.plans.get(key);
    if (known) {
      this.plans.delete(key);
      this.plans.set(key, known);
      return known;
    }
    const plan = (await this.ask({ kind: 'plan', text, watchlists })) as Plan;
    this.plans.set(key, plan);
    const oldest = this.plans.keys().next().value;
    if (this.plans.size > KEPT_PLANS && oldest !== undefined) this.plans.delete(oldest);
    return plan;
  }

  async diagnose(text: string, watchlists: Watchlists): Promise<readonly Diagnostic[]> {
    return (await this.ask({ kind: 'diagnose', text, watchlists })) as readonly Diagnostic[];
  }

  /** The tables that a text reads, as far as the language service can tell. */
  async tables(text: string, watchlists: Watchlists): Promise<readonly string[]> {
    return (await this.ask({ kind: 'tables', text, watchlists })) as readonly string[];
  }

  async completions(text: string, position: number, watchlists: Watchlists): Promise<Completions> {
    return (await this.ask({ kind: 'complete', text, position, watchlists })) as Completions;
  }

  async hover(text: string, position: number, watchlists: Watchlists): Promise<string> {
    return (await this.ask({ kind: 'hover', text, position, watchlists })) as string;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private ask(question: Question): Promise<unknown> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ ...question, id } satisfies AnalyserRequest);
    });
  }

  private settle({ id, outcome }: AnalyserAnswer): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (!waiting) return;
    if ('value' in outcome) waiting.resolve(outcome.value);
    else if ('refused' in outcome) waiting.reject(new KqlError(outcome.refused));
    else if ('open' in outcome) {
      const { plugin, input, of, prefix, at } = outcome.open;
      waiting.reject(new OpenColumns(plugin, input, of, prefix, at));
    } else waiting.reject(new Error(outcome.failed));
  }

  private end(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
