import { type HostFunction, host } from './define';

/** What a program calls itself, and where its version stands. The first that fits is it. */
type Rule = readonly [family: string, pattern: RegExp];

const BROWSERS: readonly Rule[] = [
  ['AdobeAIR', /AdobeAIR\/([\d.]+)/],
  ['Nokia OSS Browser', /Series60\/([\d.]+).*AppleWebKit/],
  ['Edge Mobile', /EdgA\/([\d.]+)|EdgiOS\/([\d.]+)/],
  ['Edge', /(?:Edge|Edg)\/([\d.]+)/],
  ['Opera Mini', /Opera Mini\/([\d.]+)/],
  ['Opera Mobile', /OPR\/([\d.]+).*Mobile|Mobile.*OPR\/([\d.]+)/],
  ['Opera', /(?:OPR|Opera)[/ ]([\d.]+)/],
  ['Samsung Internet', /SamsungBrowser\/([\d.]+)/],
  ['Vivaldi', /Vivaldi\/([\d.]+)/],
  ['Yandex Browser', /YaBrowser\/([\d.]+)/],
  ['Electron', /Electron\/([\d.]+)/],
  ['HeadlessChrome', /HeadlessChrome\/([\d.]+)/],
  ['Chrome Mobile iOS', /CriOS\/([\d.]+)/],
  ['Firefox iOS', /FxiOS\/([\d.]+)/],
  ['Chrome Mobile WebView', /Version\/[\d.]+ Chrome\/([\d.]+) Mobile/],
  ['Chrome Mobile', /Chrome\/([\d.]+) Mobile/],
  ['Chromium', /Chromium\/([\d.]+)/],
  ['Chrome', /Chrome\/([\d.]+)/],
  ['Firefox Mobile', /Android;.* Firefox\/([\d.]+)/],
  ['Thunderbird', /Thunderbird\/([\d.]+)/],
  ['Firefox', /Firefox\/([\d.]+)/],
  ['IE Mobile', /IEMobile[/ ]([\d.]+)/],
  ['IE', /MSIE ([\d.]+)|Trident\/.*rv:([\d.]+)/],
  ['Mobile Safari', /Version\/([\d.]+).*Mobile.*Safari\//],
  ['Safari', /Version\/([\d.]+).*Safari\//],
  ['Outlook', /Microsoft Outlook[ /]([\d.]+)/],
  ['PowerShell', /WindowsPowerShell\/([\d.]+)|PowerShell\/([\d.]+)/],
  ['Python Requests', /python-requests\/([\d.]+)/],
  ['Python aiohttp', /aiohttp\/([\d.]+)/],
  ['curl', /curl\/([\d.]+)/],
  ['Wget', /Wget\/([\d.]+)/],
  ['Go-http-client', /Go-http-client\/([\d.]+)/],
  ['okhttp', /okhttp\/([\d.]+)/],
  ['axios', /axios\/([\d.]+)/],
  ['Java', /Java\/([\d._]+)/],
  ['Apple Mail', /AppleWebKit\/([\d.]+) \(KHTML, like Gecko\)$/],
];

const SYSTEMS: readonly Rule[] = [
  ['Symbian OS', /Symbian ?OS\/([\d.]+)/],
  ['Windows Phone', /Windows Phone (?:OS )?([\d.]+)/],
  ['iOS', /(?:iPhone|iPad|iPod).*OS ([\d_]+)/],
  ['Android', /Android ([\d.]+)/],
  ['Mac OS X', /Mac OS X ([\d._]+)/],
  ['Chrome OS', /CrOS \S+ ([\d.]+)/],
  ['Ubuntu', /Ubuntu(?:\/([\d.]+))?/],
  ['Fedora', /Fedora(?:\/([\d.]+))?/],
  ['Linux', /Linux(?: ([\d.]+))?/],
];

/** Versions of Windows by the numbers of its kernel. */
const WINDOWS: Readonly<Record<string, string>> = {
  '10.0': '10',
  '6.3': '8.1',
  '6.2': '8',
  '6.1': '7',
  '6.0': 'Vista',
  '5.2': 'XP',
  '5.1': 'XP',
  '5.0': '2000',
};

function matched(rules: readonly Rule[], text: string): readonly [family: string, version: string[]] {
  for (const [family, pattern] of rules) {
    const found = pattern.exec(text);
    if (found) return [family, (found.slice(1).find(Boolean) ?? '').split(/[._]/)];
  }
  return ['Other', []];
}

function browserOf(text: string): unknown {
  const [family, [major = '', minor = '', patch = '']] = matched(BROWSERS, text);
  return { Family: family, MajorVersion: major, MinorVersion: minor, Patch: patch };
}

function systemOf(text: string): unknown {
  const windows = /Windows NT ([\d.]+)/.exec(text);
  const known = windows && !/Windows Phone/.test(text) ? (WINDOWS[windows[1] ?? ''] ?? '') : undefined;
  const [family, [major = '', minor = '', patch = '', patchMinor = '']] =
    known === undefined ? matched(SYSTEMS, text) : ['Windows', known.split('.')];
  return { Family: family, MajorVersion: major, MinorVersion: minor, Patch: patch, PatchMinor: patchMinor };
}

function deviceOf(text: string): unknown {
  const nokia = /Nokia([A-Za-z]*\d+)(-\d+)?/.exec(text);
  if (nokia) return { Family: `Nokia ${nokia[1]}`, Brand: 'Nokia', Model: `${nokia[1]}${nokia[2] ?? ''}` };
  const apple = /\((iPhone|iPad|iPod)/.exec(text)?.[1];
  if (apple) return { Family: apple, Brand: 'Apple', Model: apple };
  if (/Macintosh/.test(text)) return { Family: 'Mac', Brand: 'Apple', Model: 'Mac' };
  const samsung = /\b(SM-[A-Z]\w+)/.exec(text)?.[1];
  if (samsung) return { Family: `Samsung ${samsung}`, Brand: 'Samsung', Model: samsung };
  const pixel = /\b(Pixel[ \w]*?)(?: Build|\))/.exec(text)?.[1];
  if (pixel) return { Family: pixel, Brand: 'Google', Model: pixel };
  if (/bot\b|spider|crawl/i.test(text)) return { Family: 'Spider', Brand: 'Spider', Model: 'Desktop' };
  return { Family: 'Other', Brand: '', Model: '' };
}

const PARTS: Readonly<Record<string, readonly [name: string, read: (text: string) => unknown]>> = {
  browser: ['Browser', browserOf],
  os: ['OperatingSystem', systemOf],
  device: ['Device', deviceOf],
};

function userAgent(text: string, wanted: unknown): unknown {
  const parts = [wanted].flat().map((one) => PARTS[String(one).toLowerCase()]);
  return Object.fromEntries(parts.flatMap((part) => (part ? [[part[0], part[1](text)]] : [])));
}

export const USER_AGENT_HOST: readonly HostFunction[] = [
  host('parse_user_agent', ['string', 'dynamic'], 'dynamic', userAgent),
];
