/** An image on a host as a process event tells it. Paths keep the source's case; compare in lower case. */
export interface ProcessInfo {
  readonly fileName: string;
  readonly path?: string;
  readonly commandLine?: string;
  readonly processId?: number;
  readonly creationTime?: number;
  readonly sha256?: string;
  readonly sha1?: string;
  readonly md5?: string;
  readonly integrity?: string;
  readonly signer?: string;
  readonly originalFileName?: string;
}

export interface ProcessFacts {
  readonly kind: 'process';
  readonly process: ProcessInfo;
  readonly parent?: ProcessInfo;
}

/** One process opened another (Sysmon 10, DeviceEvents OpenProcessApiCall). */
export interface ProcessAccessFacts {
  readonly kind: 'processAccess';
  readonly source: ProcessInfo;
  readonly target: ProcessInfo;
  /** Access mask as a number, e.g. 0x1410. */
  readonly grantedAccess?: number;
  readonly callTrace?: string;
}

export interface NetworkFacts {
  readonly kind: 'network';
  readonly direction?: 'inbound' | 'outbound';
  readonly localIp?: string;
  readonly localPort?: number;
  readonly remoteIp?: string;
  readonly remotePort?: number;
  readonly remoteUrl?: string;
  readonly protocol?: string;
  readonly process?: ProcessInfo;
}

/** A DNS look-up (Sysmon 22, DnsEvents, Umbrella, CEF). */
export interface DnsFacts {
  readonly kind: 'dns';
  readonly name: string;
  readonly answer?: string;
  readonly ip?: string;
  readonly process?: ProcessInfo;
}

export interface FileFacts {
  readonly kind: 'file';
  readonly action: 'created' | 'modified' | 'deleted' | 'renamed' | 'read' | 'other';
  readonly path: string;
  readonly fileName: string;
  readonly sha256?: string;
  readonly sha1?: string;
  readonly md5?: string;
  readonly process?: ProcessInfo;
}

export interface RegistryFacts {
  readonly kind: 'registry';
  readonly action: 'keyCreated' | 'keyDeleted' | 'valueSet' | 'valueDeleted' | 'other';
  readonly key: string;
  readonly valueName?: string;
  readonly valueData?: string;
  readonly process?: ProcessInfo;
}

export interface ImageLoadFacts {
  readonly kind: 'imageLoad';
  readonly image: ProcessInfo;
  readonly process?: ProcessInfo;
}

/** Service installed (7045, 4697, DeviceEvents ServiceInstalled). */
export interface ServiceFacts {
  readonly kind: 'service';
  readonly name: string;
  readonly command: string;
  readonly account?: string;
  readonly startType?: string;
}

/** Scheduled task created or changed (4698, 4702, TaskScheduler 106, DeviceEvents). */
export interface TaskFacts {
  readonly kind: 'scheduledTask';
  readonly action: 'created' | 'updated' | 'deleted';
  readonly name: string;
  readonly command?: string;
}

/** A named pipe, an audited object or a script block: endpoint facts that a detector reads by operation. */
export interface HostActivityFacts {
  readonly kind: 'hostActivity';
  /** e.g. `pipeConnected`, `objectAccess`, `scriptBlock`, `adfsAudit`, `sqlAudit`, `logCleared`, `accountManagement`, `wmi`, `antivirus`. */
  readonly activity: string;
  readonly object?: string;
  readonly detail?: string;
  readonly eventId?: number;
  readonly process?: ProcessInfo;
  readonly parameters: Readonly<Record<string, string>>;
}
