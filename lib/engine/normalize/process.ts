import type { ProcessInfo } from '@/lib/domain/facts/endpoint';
import { type Fields, firstOf, known, num, str } from './fields';
import { parseTime } from './time';

/** The last part of a path, with either separator. */
export const baseName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);

export interface ProcessParts {
  readonly path?: unknown;
  readonly fileName?: unknown;
  readonly commandLine?: unknown;
  readonly processId?: unknown;
  readonly creationTime?: unknown;
  readonly sha256?: unknown;
  readonly sha1?: unknown;
  readonly md5?: unknown;
  readonly integrity?: unknown;
  readonly signer?: unknown;
  readonly originalFileName?: unknown;
}

const hex = (value: unknown): string | undefined => {
  const hash = str(value)?.toLowerCase();
  return hash !== undefined && /^[0-9a-f]{32,64}$/.test(hash) && !/^0+$/.test(hash) ? hash : undefined;
};

/** Mandatory labels of process creation events (MS-DTYP 2.4.2.4) by the names that other sources use. */
const LABELS: Readonly<Record<string, string>> = {
  'S-1-16-4096': 'Low',
  'S-1-16-8192': 'Medium',
  'S-1-16-12288': 'High',
  'S-1-16-16384': 'System',
};

function integrityOf(value: unknown): string | undefined {
  const level = str(value);
  return level === undefined ? undefined : (LABELS[level] ?? level);
}

/** A process of whatever a row knows about it; undefined where it names no image. */
export function processOf(parts: ProcessParts): ProcessInfo | undefined {
  const given = str(parts.path);
  const named = str(parts.fileName);
  // Some rows hold the folder in place of the path.
  const path =
    given && named && !given.toLowerCase().endsWith(named.toLowerCase())
      ? `${given.replace(/[\\/]$/, '')}\\${named}`
      : given;
  const fileName = named ?? (path === undefined ? undefined : baseName(path));
  if (fileName === undefined || fileName === '') return undefined;
  return known({
    fileName,
    path,
    commandLine: str(parts.commandLine),
    processId: num(parts.processId),
    creationTime: parseTime(parts.creationTime),
    sha256: hex(parts.sha256),
    sha1: hex(parts.sha1),
    md5: hex(parts.md5),
    integrity: integrityOf(parts.integrity),
    signer: str(parts.signer),
    originalFileName: str(parts.originalFileName),
  });
}

/** `SHA1=…,MD5=…,SHA256=…,IMPHASH=…`, as Sysmon writes hashes. */
export function sysmonHashes(value: unknown): { sha256?: string; sha1?: string; md5?: string } {
  const found: Record<string, string> = {};
  for (const [, name, hash] of (str(value) ?? '').matchAll(/(SHA1|SHA256|MD5)=([0-9A-Fa-f]+)/g)) {
    if (name && hash) found[name.toLowerCase()] = hash.toLowerCase();
  }
  return known({ sha256: hex(found.sha256), sha1: hex(found.sha1), md5: hex(found.md5) });
}

/** The process that a Defender row says acted: its `InitiatingProcess…` columns. */
export function initiatingProcess(c: Fields): ProcessInfo | undefined {
  return processOf({
    fileName: c.InitiatingProcessFileName,
    path: c.InitiatingProcessFolderPath,
    commandLine: c.InitiatingProcessCommandLine,
    processId: c.InitiatingProcessId,
    creationTime: c.InitiatingProcessCreationTime,
    sha256: c.InitiatingProcessSHA256,
    sha1: c.InitiatingProcessSHA1,
    md5: c.InitiatingProcessMD5,
    integrity: c.InitiatingProcessIntegrityLevel,
    signer: firstOf(c.InitiatingProcessVersionInfoCompanyName),
    originalFileName: c.InitiatingProcessVersionInfoOriginalFileName,
  });
}
