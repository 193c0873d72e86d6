import type { UserRisk } from '@/lib/domain/views/risk';
import { riskName } from '@/lib/domain/views/risk-labels';

/** The steps to a risk level in their order; equal ones, such as two detections of one kind, as one line. */
export function Reasons({ reasons }: { readonly reasons: UserRisk['explanation'] }) {
  const times = new Map<string, number>();
  for (const { label, value } of reasons) {
    const line = `${riskName(label)}: ${value}`;
    times.set(line, (times.get(line) ?? 0) + 1);
  }
  return (
    <ul className="text-muted text-xs">
      {[...times].map(([line, count]) => (
        <li key={line}>
          {line}
          {count > 1 ? ` (${count} times)` : ''}
        </li>
      ))}
    </ul>
  );
}
