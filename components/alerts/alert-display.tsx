'use client';
import { useRouter } from 'next/navigation';
import { DisplayMenu } from '@/components/lists/display-menu';
import { type AlertParams, alertColumnsOf, alertSearch } from '@/lib/client/alerts';
import { ALERT_COLUMNS, DEFAULT_ALERT_COLUMNS } from '@/lib/domain/views/alert';
import { ALERT_COLUMN_LOOK, fitAlertColumns } from './alert-columns';

const COLUMNS = ALERT_COLUMNS.map((id) => ({ id, label: ALERT_COLUMN_LOOK[id].label }));

/** How the alert queue is shown. The address is its only state. */
export function AlertDisplay({ params }: { readonly params: AlertParams }) {
  const router = useRouter();
  const chosen = alertColumnsOf(params);
  const set = (change: Partial<AlertParams>) =>
    router.push(`/alerts${alertSearch({ ...params, ...change })}`);
  const columns = (ids: readonly string[]) => {
    const text = ids.join();
    set({ cols: text === DEFAULT_ALERT_COLUMNS.join() ? '' : text });
  };
  return (
    <DisplayMenu
      columns={COLUMNS}
      chosen={chosen}
      noRoom={() => {
        const width =
          document.querySelector('main table')?.parentElement?.clientWidth ?? Number.POSITIVE_INFINITY;
        return [...fitAlertColumns(chosen)].filter(([, { from }]) => width < from).map(([id]) => id);
      }}
      onColumns={columns}
      density={params.density}
      onDensity={(density) => set({ density })}
      onReset={() => set({ cols: '', density: 'comfortable' })}
    />
  );
}
