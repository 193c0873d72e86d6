/** Times are event times, milliseconds since the epoch. */

/** A process in the tree around an alert. */
export interface ProcessNodeView {
  readonly id: string;
  readonly name: string;
  readonly path: string | null;
  readonly commandLine: string | null;
  readonly processId: number | null;
  readonly account: string | null;
  readonly startedAt: number | null;
  /** `row`: the row of its start is in the lake. `named`: only rows about others name it. */
  readonly seen: 'row' | 'named';
  /** One of the processes that the alert is about. */
  readonly isAlert: boolean;
  readonly children: readonly ProcessNodeView[];
  /** Further children that are not shown. */
  readonly moreChildren: number;
}

export interface ProcessTreeView {
  readonly kind: 'process';
  readonly host: string;
  readonly roots: readonly ProcessNodeView[];
  /** Whether each root's own parent is unknown: its row is not in the lake. */
  readonly parentUnseen: boolean;
}

export interface MailClickView {
  readonly at: number;
  readonly url: string;
  readonly allowed: boolean;
  readonly clickedThrough: boolean;
  readonly ip: string | null;
  readonly signIns: readonly MailSignInView[];
}

/** A sign-in of the person who clicked, after the click. */
export interface MailSignInView {
  readonly at: number;
  readonly rowId: string;
  readonly success: boolean;
  readonly app: string | null;
  readonly ip: string | null;
  readonly place: string | null;
  /** From another address than the click. */
  readonly elsewhere: boolean;
  readonly isAlert: boolean;
}

export interface MailRecipientView {
  readonly address: string;
  /** Null where no row tells of the delivery. */
  readonly delivery: string | null;
  readonly at: number | null;
  readonly removed: readonly { readonly at: number; readonly action: string; readonly success: boolean }[];
  readonly clicks: readonly MailClickView[];
}

export interface MailStoryView {
  readonly messageId: string;
  /** False where no row of the message itself was seen. */
  readonly seen: boolean;
  readonly subject: string | null;
  readonly sender: string | null;
  readonly senderIp: string | null;
  readonly sentAt: number | null;
  readonly threats: readonly string[];
  readonly urls: readonly string[];
  readonly attachments: readonly { readonly name: string; readonly sha256: string | null }[];
  readonly recipients: readonly MailRecipientView[];
  readonly moreRecipients: number;
}

export interface MailChainView {
  readonly kind: 'mail';
  readonly messages: readonly MailStoryView[];
}

/** One step of a session; repeats of the same thing right after one another are one step. */
export interface SessionStepView {
  readonly id: string;
  readonly kind: 'signIn' | 'token' | 'change' | 'activity' | 'control' | 'api';
  readonly title: string;
  readonly detail: string | null;
  readonly at: number;
  readonly lastAt: number;
  readonly count: number;
  readonly success: boolean;
  readonly isAlert: boolean;
}

export interface SessionView {
  readonly id: string;
  readonly account: string | null;
  readonly ip: string | null;
  readonly place: string | null;
  /** What holds its steps together. */
  readonly heldBy: 'session' | 'correlation' | 'address';
  readonly startedAt: number;
  readonly endedAt: number;
  /** Whether a successful sign-in is among its steps. */
  readonly hasSignIn: boolean;
  readonly isAlert: boolean;
  readonly steps: readonly SessionStepView[];
  readonly moreSteps: number;
}

export interface SessionChainView {
  readonly kind: 'session';
  readonly sessions: readonly SessionView[];
  readonly moreSessions: number;
}

export type ChainView = ProcessTreeView | MailChainView | SessionChainView;

/** The chains of an alert, with what could not be read. */
export interface AlertChains {
  readonly chains: readonly ChainView[];
  /** What is missing, in words for the page. */
  readonly notes: readonly string[];
}
