import { Badge } from '@/components/ui/badge';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { type Tone, ToneBadge } from '@/components/ui/tone-badge';
import { WebhookActions } from './webhook-actions';

export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly enabled: boolean;
  readonly pending: number;
  readonly delivered: number;
  readonly failed: number;
}

export interface Delivery {
  readonly id: string;
  readonly url: string;
  readonly type: string;
  readonly status: string;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly nextAt: string;
  readonly deliveredAt: string | null;
}

export function WebhookTable({ webhooks }: { readonly webhooks: readonly Webhook[] }) {
  return (
    <Table label="Webhooks">
      <THead>
        <TH>Address</TH>
        <TH>Events</TH>
        <TH>State</TH>
        <TH className="text-right">Delivered</TH>
        <TH className="text-right">Waiting</TH>
        <TH className="text-right">Failed</TH>
        <TH>
          <span className="sr-only">Actions</span>
        </TH>
      </THead>
      <tbody>
        {webhooks.map((webhook) => (
          <TR key={webhook.id}>
            <TD className="max-w-80 truncate font-medium" title={webhook.url}>
              {webhook.url}
            </TD>
            <TD>
              <div className="flex flex-wrap gap-1">
                {webhook.events.map((event) => (
                  <Badge key={event}>{event}</Badge>
                ))}
              </div>
            </TD>
            <TD>
              <ToneBadge tone={webhook.enabled ? 'success' : 'neutral'}>
                {webhook.enabled ? 'On' : 'Off'}
              </ToneBadge>
            </TD>
            <TD className="text-right">{webhook.delivered}</TD>
            <TD className="text-right">{webhook.pending}</TD>
            <TD className="text-right">{webhook.failed}</TD>
            <TD>
              <WebhookActions id={webhook.id} url={webhook.url} enabled={webhook.enabled} />
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}

const STATUS: Readonly<Record<string, { readonly tone: Tone; readonly text: string }>> = {
  delivered: { tone: 'success', text: 'Delivered' },
  pending: { tone: 'medium', text: 'Waiting' },
  failed: { tone: 'high', text: 'Failed' },
};

export function DeliveryTable({ deliveries }: { readonly deliveries: readonly Delivery[] }) {
  return (
    <Table label="Newest deliveries">
      <THead>
        <TH>Event</TH>
        <TH>Address</TH>
        <TH>State</TH>
        <TH className="text-right">Attempts</TH>
        <TH>When</TH>
        <TH>Reason</TH>
      </THead>
      <tbody>
        {deliveries.map((delivery) => {
          const status = STATUS[delivery.status];
          return (
            <TR key={delivery.id}>
              <TD>
                <code className="font-mono text-xs">{delivery.type}</code>
              </TD>
              <TD className="max-w-64 truncate text-muted" title={delivery.url}>
                {delivery.url}
              </TD>
              <TD>
                <ToneBadge tone={status?.tone ?? 'neutral'}>{status?.text ?? delivery.status}</ToneBadge>
              </TD>
              <TD className="text-right">{delivery.attempts}</TD>
              <TD className="text-muted">
                <TimeText value={delivery.deliveredAt ?? delivery.nextAt} format="relative" />
              </TD>
              <TD className="text-muted">{delivery.lastError ?? '–'}</TD>
            </TR>
          );
        })}
      </tbody>
    </Table>
  );
}
