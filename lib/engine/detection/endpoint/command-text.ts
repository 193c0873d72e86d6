import type { ProcessInfo } from '@/lib/domain/facts/endpoint';

const ENCODED = /[-/–]e(?:c|n|nc|nco|ncod|ncode|ncoded|ncodedc\w*)?\s+["']?([a-z0-9+/]{16,}={0,2})/i;
const MAX_DECODED = 8_000;

/** PowerShell's `-EncodedCommand`, decoded (base64 of UTF-16LE); `undefined` where there is none or it is damaged. */
export function decodeEncodedCommand(commandLine: string): string | undefined {
  const base64 = ENCODED.exec(commandLine)?.[1];
  if (!base64) return undefined;
  try {
    const bytes = atob(base64.slice(0, Math.floor(base64.length / 4) * 4));
    let text = '';
    for (let i = 0; i + 1 < bytes.length && text.length < MAX_DECODED; i += 2) {
      text += String.fromCharCode(bytes.charCodeAt(i) | (bytes.charCodeAt(i + 1) << 8));
    }
    return text;
  } catch {
    return undefined;
  }
}

/** The command line without the marks that hide it: carets, doubled quotes, runs of blanks. */
export const plainCommand = (commandLine: string): string =>
  commandLine.replace(/[\^`]/g, '').replace(/""/g, '"').replace(/\s+/g, ' ').trim();

const baseName = (path: string): string => (path.split(/[\\/]/).pop() ?? path).toLowerCase();

/** Names that a process goes by: of its file, and of the version resource, which survives renaming. */
export function imageNames(process: ProcessInfo): readonly string[] {
  const names = [baseName(process.fileName)];
  if (process.originalFileName) names.push(baseName(process.originalFileName));
  return names;
}

export const isImage = (process: ProcessInfo | undefined, names: ReadonlySet<string>): boolean =>
  process !== undefined && imageNames(process).some((n) => names.has(n));

/** Folders that any user may write to, where installed software does not live. */
export const USER_WRITABLE =
  /(?:\\users\\(?!public\\desktop\\)[^\\]+\\(?:downloads|desktop|documents|appdata\\(?:local\\temp|roaming)|music|pictures|videos)\\|\\users\\public\\|\\programdata\\[^\\]+\.[a-z0-9]{2,4}\b|\\windows\\temp\\|\\temp\\|\\perflogs\\|\\\$recycle\.bin\\)/i;

/** A command that no installer writes into a service, a task or a run key: script hosts, hidden shells, downloads. */
export const SUSPICIOUS_START =
  /(?:powershell(?:\.exe)?["']?\s.*(?:-e(?:nc|c)?\w*\s|-w\w*\s+hidden|\biex\b|downloadstring|frombase64string|-nop)|%comspec%|\bcmd(?:\.exe)?["']?\s+\/[qc]\b.*(?:echo|powershell|\\\\127\.0\.0\.1|&)|mshta(?:\.exe)?\s|regsvr32(?:\.exe)?["']?\s.*(?:scrobj|\/i:|http)|rundll32(?:\.exe)?["']?\s.*(?:javascript|\\users\\|\\temp\\|\\programdata\\)|[wc]script(?:\.exe)?["']?\s.*\\(?:users|temp|programdata)\\|\\\\127\.0\.0\.1\\admin\$|\\\\[^\\]+\\(?:admin|c)\$\\|frombase64string|certutil(?:\.exe)?\s.*(?:urlcache|decode)|bitsadmin(?:\.exe)?\s.*\/transfer)/i;
