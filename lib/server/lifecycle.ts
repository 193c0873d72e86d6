/**
 * Clean shutdown. Whatever holds work, timers or connections registers how to stop it; the server runs the hooks once,
 * newest first, when it is asked to end. The list is global because Next bundles this module more than once.
 */
interface Hook {
  readonly name: string;
  readonly stop: () => Promise<void> | void;
}

interface Lifecycle {
  hooks: Hook[];
  stopping: boolean;
}

const kept = globalThis as typeof globalThis & { throughlineLifecycle?: Lifecycle };

function lifecycle(): Lifecycle {
  kept.throughlineLifecycle ??= { hooks: [], stopping: false };
  return kept.throughlineLifecycle;
}

/** Registers what to do at shutdown. A second hook of the same name replaces the first (modules reload in development). */
export function onShutdown(name: string, stop: Hook['stop']): void {
  const state = lifecycle();
  state.hooks = [...state.hooks.filter((hook) => hook.name !== name), { name, stop }];
}

/** True once shutdown began: readiness turns false and no new work is taken. */
export const isStopping = (): boolean => lifecycle().stopping;

/** Runs all hooks, newest first; a hook that fails is told to `report` and does not keep the others from running. */
export async function runShutdown(report: (name: string, error: unknown) => void): Promise<void> {
  const state = lifecycle();
  if (state.stopping) return;
  state.stopping = true;
  for (const { name, stop } of state.hooks.toReversed()) {
    try {
      await stop();
    } catch (error) {
      report(name, error);
    }
  }
}
