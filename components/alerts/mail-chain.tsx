import { Link2, LogIn, Mail, MousePointerClick, Paperclip, ShieldCheck, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';
import { cx } from '@/components/ui/cx';
import { TimeText } from '@/components/ui/time-text';
import { ToneBadge } from '@/components/ui/tone-badge';
import type {
  MailChainView,
  MailClickView,
  MailRecipientView,
  MailSignInView,
  MailStoryView,
} from '@/lib/domain/views/chain';
import { humanize } from '@/lib/domain/views/labels';

/** Messages from their sending to the sign-ins that followed a click. */
export function MailChain({ chain }: { readonly chain: MailChainView }) {
  return (
    <ul aria-label="Messages" className="divide-y divide-line">
      {chain.messages.map((message) => (
        <li key={message.messageId} className="p-4">
          <Message message={message} />
        </li>
      ))}
    </ul>
  );
}

function Message({ message }: { readonly message: MailStoryView }) {
  const hasClick = message.recipients.some((recipient) => recipient.clicks.length > 0);
  return (
    <>
      <Step icon={<Mail />} time={message.sentAt}>
        <span className="font-medium">{message.subject ?? 'A message'}</span>{' '}
        {message.sender === null ? null : <>from {message.sender}</>}
        {message.senderIp === null ? null : <span className="text-muted"> ({message.senderIp})</span>}{' '}
        {message.threats.map((threat) => (
          <ToneBadge key={threat} tone="medium" className="mr-1">
            {humanize(threat)}
          </ToneBadge>
        ))}
        {message.seen ? null : <Badge>message not seen</Badge>}
      </Step>
      <ul className={BRANCH}>
        {message.urls.map((url) => (
          <Step key={url} as="li" icon={<Link2 />}>
            <span className="break-all font-mono text-xs">{url}</span>
            <CopyButton value={url} what="link" />
          </Step>
        ))}
        {message.attachments.map(({ name, sha256 }) => (
          <Step key={`${name} ${sha256}`} as="li" icon={<Paperclip />}>
            {name}
            {sha256 === null ? null : (
              <>
                <span className="break-all font-mono text-muted text-xs"> {sha256}</span>
                <CopyButton value={sha256} what="SHA-256" />
              </>
            )}
          </Step>
        ))}
        {message.recipients.map((recipient) => (
          <Recipient key={recipient.address} recipient={recipient} />
        ))}
        {message.moreRecipients > 0 ? (
          <li className="text-muted text-xs">+{message.moreRecipients} more recipients</li>
        ) : null}
        {hasClick ? null : <li className="text-muted text-xs">No click on it was seen.</li>}
      </ul>
    </>
  );
}

function Recipient({ recipient }: { readonly recipient: MailRecipientView }) {
  const { address, delivery, at, removed, clicks } = recipient;
  return (
    <li>
      <Step icon={<UserRound />} time={at}>
        {address} {delivery === null ? <Badge>delivery not seen</Badge> : <Badge>{humanize(delivery)}</Badge>}
      </Step>
      {removed.length + clicks.length === 0 ? null : (
        <ul className={BRANCH}>
          {clicks.map((click) => (
            <Click key={`${click.at} ${click.url}`} click={click} />
          ))}
          {removed.map((removal) => (
            <Step key={removal.at} as="li" icon={<ShieldCheck />} time={removal.at}>
              {removal.action} {removal.success ? null : <Badge>failed</Badge>}
            </Step>
          ))}
        </ul>
      )}
    </li>
  );
}

function Click({ click }: { readonly click: MailClickView }) {
  return (
    <li>
      <Step icon={<MousePointerClick />} time={click.at}>
        Clicked <span className="break-all font-mono text-xs">{click.url}</span>
        {click.ip === null ? null : <span className="text-muted"> from {click.ip}</span>}{' '}
        <Badge>{click.allowed ? 'allowed' : click.clickedThrough ? 'clicked through' : 'blocked'}</Badge>
      </Step>
      <ul className={BRANCH}>
        {click.signIns.length === 0 ? (
          <li className="text-muted text-xs">No sign-in of theirs was seen in the day after it.</li>
        ) : (
          click.signIns.map((signIn) => <SignIn key={signIn.rowId} signIn={signIn} />)
        )}
      </ul>
    </li>
  );
}

function SignIn({ signIn }: { readonly signIn: MailSignInView }) {
  return (
    <Step as="li" icon={<LogIn />} time={signIn.at} isAlert={signIn.isAlert}>
      {signIn.success ? 'Signed in' : 'Sign-in failed'}
      {signIn.app === null ? '' : ` to ${signIn.app}`}
      <span className="text-muted">
        {signIn.ip === null ? '' : ` from ${signIn.ip}`}
        {signIn.place === null ? '' : ` · ${signIn.place}`}
      </span>{' '}
      {signIn.elsewhere ? <ToneBadge tone="medium">another address than the click</ToneBadge> : null}{' '}
      {signIn.isAlert ? <ToneBadge tone="high">This alert</ToneBadge> : null}
    </Step>
  );
}

const BRANCH = 'mt-1.5 ml-2 flex flex-col gap-1.5 border-l pl-3 sm:pl-4';

interface StepProps {
  readonly as?: 'div' | 'li';
  readonly icon: ReactNode;
  readonly time?: number | null;
  readonly isAlert?: boolean;
  readonly children: ReactNode;
}

function Step({ as: Tag = 'div', icon, time = null, isAlert = false, children }: StepProps) {
  return (
    <Tag
      className={cx(
        'flex min-w-0 flex-wrap items-start gap-x-2 rounded-md',
        isAlert && 'bg-high-bg/60 px-2 py-1 ring-1 ring-high-fg/40',
      )}
    >
      <span className="mt-0.5 shrink-0 text-muted [&>svg]:size-4" aria-hidden="true">
        {icon}
      </span>
      <span className="min-w-0 flex-1">{children}</span>
      {time === null ? null : (
        <span className="whitespace-nowrap text-muted text-xs">
          <TimeText value={new Date(time).toISOString()} />
        </span>
      )}
    </Tag>
  );
}
