import { Banner } from '@/components/ui/banner';
import { Card } from '@/components/ui/card';
import { DefinitionList } from '@/components/ui/definition-list';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import type { EntityType } from '@/lib/domain/entity';
import type { RawRowView } from '@/lib/domain/views/alert';
import { humanize } from '@/lib/domain/views/labels';
import { NamedEntityLink } from './entity-link';

const cellOf = (row: RawRowView, name: string): string =>
  row.fields.find((field) => field.name === name)?.value ?? '';

interface Column {
  readonly heading: string;
  readonly field: string;
  /** What the value names, where it leads somewhere. */
  readonly type?: EntityType;
  /** Written in code: shown as words. */
  readonly words?: boolean;
}

interface Section {
  readonly table: string;
  readonly title: string;
  readonly empty: string;
  readonly columns: readonly Column[];
}

const SECTIONS: readonly Section[] = [
  {
    table: 'EmailEvents',
    title: 'Recipients and delivery',
    empty: 'The lake does not hold its delivery.',
    columns: [
      { heading: 'Recipient', field: 'RecipientEmailAddress', type: 'mailbox' },
      { heading: 'Delivery', field: 'DeliveryAction', words: true },
      { heading: 'Delivered to', field: 'DeliveryLocation', words: true },
      { heading: 'Now in', field: 'LatestDeliveryLocation', words: true },
      { heading: 'Threats', field: 'ThreatTypes' },
    ],
  },
  {
    table: 'EmailUrlInfo',
    title: 'URLs',
    empty: 'It contains no URL, or none was reported.',
    columns: [
      { heading: 'URL', field: 'Url', type: 'url' },
      { heading: 'Domain', field: 'UrlDomain', type: 'domain' },
      { heading: 'In', field: 'UrlLocation', words: true },
    ],
  },
  {
    table: 'EmailAttachmentInfo',
    title: 'Attachments',
    empty: 'Nothing was attached, or nothing was reported.',
    columns: [
      { heading: 'File', field: 'FileName', type: 'file' },
      { heading: 'SHA-256', field: 'SHA256', type: 'fileHash' },
      { heading: 'Threats', field: 'ThreatTypes' },
    ],
  },
  {
    table: 'UrlClickEvents',
    title: 'Clicks',
    empty: 'Nobody was seen to click a link in it.',
    columns: [
      { heading: 'Who', field: 'AccountUpn', type: 'account' },
      { heading: 'What happened', field: 'ActionType', words: true },
      { heading: 'URL', field: 'Url', type: 'url' },
      { heading: 'From', field: 'IPAddress', type: 'ip' },
    ],
  },
  {
    table: 'EmailPostDeliveryEvents',
    title: 'After delivery',
    empty: 'Nothing was done to it after delivery.',
    columns: [
      { heading: 'Recipient', field: 'RecipientEmailAddress', type: 'mailbox' },
      { heading: 'What happened', field: 'ActionType', words: true },
      { heading: 'By', field: 'ActionTrigger', words: true },
      { heading: 'Result', field: 'ActionResult', words: true },
    ],
  },
];

export interface MessagePanelsProps {
  readonly rows: readonly RawRowView[];
  /** The search did not get to the end. */
  readonly isPartial: boolean;
}

/** A message: who sent it, who got it, what it holds, who clicked, and what was done to it later. */
export function MessagePanels({ rows, isPartial }: MessagePanelsProps) {
  const delivery = rows.find((row) => row.table === 'EmailEvents');
  return (
    <>
      {isPartial ? (
        <Banner tone="warning">
          The lake was too busy to be searched to the end: rows may be missing here. The timeline goes on
          searching.
        </Banner>
      ) : null}
      {delivery ? <Envelope row={delivery} /> : null}
      {SECTIONS.map((section) => (
        <SectionCard
          key={section.table}
          section={section}
          rows={rows.filter((row) => row.table === section.table)}
        />
      ))}
    </>
  );
}

function Envelope({ row }: { readonly row: RawRowView }) {
  const sender = cellOf(row, 'SenderFromAddress');
  const domain = sender.split('@')[1] ?? '';
  const address = cellOf(row, 'SenderIPv4') || cellOf(row, 'SenderIPv6');
  return (
    <Card title="Message">
      <DefinitionList
        items={[
          { term: 'Subject', value: cellOf(row, 'Subject') || null },
          { term: 'From', value: sender || null },
          { term: 'Domain', value: domain === '' ? null : <NamedEntityLink type="domain" name={domain} /> },
          { term: 'Sent from', value: address === '' ? null : <NamedEntityLink type="ip" name={address} /> },
          { term: 'Received', value: <TimeText value={row.time} /> },
        ]}
      />
    </Card>
  );
}

function SectionCard({ section, rows }: { readonly section: Section; readonly rows: readonly RawRowView[] }) {
  if (rows.length === 0) {
    return (
      <Card title={section.title}>
        <p className="text-muted">{section.empty}</p>
      </Card>
    );
  }
  return (
    <Card title={section.title} flush>
      <Table label={section.title} fixed className="rounded-none border-0">
        <THead>
          {section.columns.map((column) => (
            <TH key={column.field}>{column.heading}</TH>
          ))}
          <TH className="w-40">Time</TH>
        </THead>
        <tbody>
          {rows.map((row) => (
            <TR key={row.rowId}>
              {section.columns.map((column) => (
                <TD key={column.field} className="truncate text-xs max-sm:w-full">
                  <Value column={column} value={cellOf(row, column.field)} />
                </TD>
              ))}
              <TD className="text-muted text-xs">
                <TimeText value={row.time} format="compact" />
              </TD>
            </TR>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function Value({ column, value }: { readonly column: Column; readonly value: string }) {
  if (value === '') return <span className="text-faint">–</span>;
  if (column.type) return <NamedEntityLink type={column.type} name={value} />;
  return <>{column.words ? humanize(value) : value}</>;
}
