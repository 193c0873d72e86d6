import type { EntityMention } from './entity';
import type { ApiCallFacts, CloudActivityFacts, CloudControlFacts } from './facts/cloud';
import type {
  DnsFacts,
  FileFacts,
  HostActivityFacts,
  ImageLoadFacts,
  NetworkFacts,
  ProcessAccessFacts,
  ProcessFacts,
  RegistryFacts,
  ServiceFacts,
  TaskFacts,
} from './facts/endpoint';
import type {
  DirectoryChangeFacts,
  DirectoryQueryFacts,
  InventoryFacts,
  LogonFacts,
  SignInFacts,
} from './facts/identity';
import type { MailFacts, MailPartFacts, MailPostDeliveryFacts, UrlClickFacts } from './facts/mail';
import type { ProviderAlertFacts, ProviderRiskFacts, ProviderRiskyUserFacts } from './facts/provider';
import type { TableName } from './tables';

/** A row that ingest keeps for hunting and no detector reads. */
export interface OtherFacts {
  readonly kind: 'other';
  readonly operation?: string;
}

export type EventFacts =
  | SignInFacts
  | LogonFacts
  | DirectoryChangeFacts
  | CloudActivityFacts
  | CloudControlFacts
  | DirectoryQueryFacts
  | ProcessFacts
  | ProcessAccessFacts
  | NetworkFacts
  | DnsFacts
  | FileFacts
  | RegistryFacts
  | ImageLoadFacts
  | ServiceFacts
  | TaskFacts
  | HostActivityFacts
  | MailFacts
  | MailPartFacts
  | MailPostDeliveryFacts
  | UrlClickFacts
  | ApiCallFacts
  | ProviderAlertFacts
  | ProviderRiskFacts
  | ProviderRiskyUserFacts
  | InventoryFacts
  | OtherFacts;

export type EventKind = EventFacts['kind'];

/** The canonical event: one telemetry row in the words of the engine. */
export interface CanonicalEvent<F extends EventFacts = EventFacts> {
  /** `<batch id>:<line>`, unique and stable: what evidence points to in the lake. */
  readonly rowId: string;
  readonly table: TableName;
  /** Event time, integer milliseconds since the epoch, UTC. */
  readonly time: number;
  /** Who did it. */
  readonly actor?: EntityMention;
  /** Where it happened, for endpoint rows. */
  readonly host?: EntityMention;
  /** Whom or what it was done to (mailbox owner, reset user, recipient …). */
  readonly target?: EntityMention;
  readonly facts: F;
}

/** Narrows an event by the kind of its facts. */
export type EventOf<K extends EventKind> = CanonicalEvent<Extract<EventFacts, { kind: K }>>;
