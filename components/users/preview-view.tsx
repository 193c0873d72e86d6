import { Banner } from '@/components/ui/banner';
import type { PreviewLine, RiskPreview } from '@/lib/domain/views/risk';

/** Before → after of an action, and what it does not do. */
export function PreviewView({ preview }: { readonly preview: RiskPreview }) {
  if (preview.refusal !== null) return <Banner tone="warning">{preview.refusal}</Banner>;
  return (
    <>
      <Lines title="User" lines={preview.user} />
      <Lines title="Risk detections" lines={preview.detections} />
      <Lines title="Sign-ins" lines={preview.signIns} />
      <Lines title="Incidents" lines={preview.incidents} />
      <List title="It also" items={preview.records} />
      <List title="What it does not do" items={preview.notDone} />
    </>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly PreviewLine[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 font-medium text-xs">{title}</h3>
      <div className="max-h-56 overflow-auto rounded-md border">
        <table className="w-full text-left text-xs">
          <caption className="sr-only">{title}: before and after</caption>
          <thead className="text-muted">
            <tr>
              {['What', 'Property', 'Before', 'After'].map((head) => (
                <th key={head} scope="col" className="px-2 py-1 font-medium">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={`${line.subject} ${line.property}`} className="border-t">
                <th scope="row" className="break-words px-2 py-1 font-normal">
                  {line.subject}
                </th>
                <td className="px-2 py-1 text-muted">{line.property}</td>
                <td className="px-2 py-1">{line.before}</td>
                <td className={line.before === line.after ? 'px-2 py-1' : 'px-2 py-1 font-medium'}>
                  {line.after}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function List({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 font-medium text-xs">{title}</h3>
      <ul className="list-disc pl-5 text-muted text-xs">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  );
}
