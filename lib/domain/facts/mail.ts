export interface MailFacts {
  readonly kind: 'mail';
  readonly networkMessageId: string;
  readonly internetMessageId?: string;
  readonly sender: string;
  readonly senderDomain?: string;
  readonly senderIp?: string;
  readonly recipient: string;
  readonly subject?: string;
  readonly direction?: 'inbound' | 'outbound' | 'intraOrg';
  readonly delivery?: 'delivered' | 'junked' | 'blocked' | 'replaced' | 'unknown';
  readonly threats: readonly ('phish' | 'malware' | 'spam')[];
  readonly confidence?: 'normal' | 'high';
  readonly detectionMethods?: string;
  readonly authentication?: {
    readonly spf?: string;
    readonly dkim?: string;
    readonly dmarc?: string;
    readonly compauth?: string;
  };
  readonly urlCount?: number;
  readonly attachmentCount?: number;
}

export interface MailPartFacts {
  readonly kind: 'mailPart';
  readonly networkMessageId: string;
  readonly part: 'url' | 'attachment';
  readonly recipient?: string;
  readonly url?: string;
  readonly domain?: string;
  readonly fileName?: string;
  readonly sha256?: string;
  readonly threats: readonly ('phish' | 'malware' | 'spam')[];
}

export interface MailPostDeliveryFacts {
  readonly kind: 'mailPostDelivery';
  readonly networkMessageId: string;
  readonly recipient: string;
  readonly action: string;
  readonly actionType?: string;
  readonly threats: readonly ('phish' | 'malware' | 'spam')[];
  readonly success: boolean;
}

export interface UrlClickFacts {
  readonly kind: 'urlClick';
  readonly networkMessageId?: string;
  readonly url: string;
  readonly ip?: string;
  readonly allowed: boolean;
  readonly clickedThrough: boolean;
  readonly threats: readonly ('phish' | 'malware' | 'spam')[];
  readonly workload?: string;
}
