import { type Document, isMap, isScalar, LineCounter, parseAllDocuments, visit } from 'yaml';
import type { QueryKind } from '@/lib/domain/hunting/library';
import {
  type FoundQuery,
  type Note,
  nameOf,
  type Reading,
  type RuleDetails,
  skipped,
  sortTactics,
  techniquesIn,
} from './found';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
const listOf = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap((one) => textOf(one) ?? [])
    : typeof value === 'string'
      ? value.split(/[,;]/).map((one) => one.trim())
      : [];

/** Sentinel's rules and hunting queries in YAML, one or more in a file. */
export function readYaml(path: string, text: string): Reading {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    uniqueKeys: false,
    // Whatever version a file says that it is: the older ones' merged keys are aliases too.
    schema: 'core',
  });
  const queries: FoundQuery[] = [];
  const notes: Note[] = [];
  for (const document of Array.isArray(documents) ? documents : []) {
    const [wrong] = document.errors;
    if (wrong) {
      notes.push({
        kind: 'unreadable',
        line: wrong.linePos?.[0].line ?? null,
        reason: `Not YAML: ${wrong.message.split('\n')[0]?.replace(/ at line \d.*$/, '')}`,
      });
      continue;
    }
    const alias = aliasOf(document);
    if (alias) {
      notes.push({
        kind: 'unreadable',
        line: lines.linePos(alias.offset).line,
        reason: `“*${alias.name}” is an alias of YAML, which is not read: a text that begins with * stands in quotes.`,
      });
      continue;
    }
    const value: unknown = document.toJS({ maxAliasCount: 0 });
    if (!isFields(value) || textOf(value.query) === undefined) continue;
    const at = isMap(document.contents)
      ? document.contents.items.find(({ key }) => isScalar(key) && key.value === 'query')?.key
      : undefined;
    const offset = isScalar(at) ? at.range?.[0] : undefined;
    const found = ruleOf(path, value, offset === undefined ? 1 : lines.linePos(offset).line);
    if (found) queries.push(found);
    else notes.push({ kind: 'skipped', line: null, reason: 'Its query is empty.' });
  }
  if (queries.length === 0 && notes.length === 0) return skipped('There is no query in it.');
  return { queries, notes };
}

/** The first alias. Published rules have none but by mistake, and a few of them make a small file as large as one likes. */
function aliasOf(document: Document.Parsed): { readonly name: string; readonly offset: number } | null {
  let found: { readonly name: string; readonly offset: number } | null = null;
  visit(document, {
    Alias(_, { source, range }) {
      found = { name: source, offset: range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return found;
}

/** Rules and saved searches that were exported as JSON: ARM templates, the REST API's own shape, Defender's detections. */
export function readJson(path: string, text: string): Reading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const offset = Number(/position (\d+)/.exec(String(error))?.[1]);
    const line = Number.isFinite(offset) ? text.slice(0, offset).split('\n').length : null;
    return { queries: [], notes: [{ kind: 'unreadable', line, reason: 'Not JSON.' }] };
  }
  const resources: unknown[] = Array.isArray(value)
    ? value
    : isFields(value) && Array.isArray(value.resources)
      ? value.resources
      : isFields(value) && Array.isArray(value.value)
        ? value.value
        : [value];
  const queries = resources.flatMap((one) => (isFields(one) ? (exported(path, one) ?? []) : []));
  return queries.length === 0
    ? skipped('There is no rule and no saved search in it.')
    : { queries, notes: [] };
}

function exported(path: string, resource: Fields): FoundQuery | null {
  const properties = isFields(resource.properties) ? resource.properties : resource;
  const condition = isFields(resource.queryCondition) ? resource.queryCondition : {};
  const query = textOf(properties.query) ?? textOf(condition.queryText);
  if (query === undefined) return null;
  const tags = Array.isArray(properties.tags)
    ? Object.fromEntries(
        properties.tags.flatMap((tag) => (isFields(tag) ? [[textOf(tag.name) ?? '', tag.value]] : [])),
      )
    : {};
  return ruleOf(
    path,
    {
      ...properties,
      query,
      name: properties.displayName ?? resource.displayName ?? resource.name,
      description: properties.description ?? tags.description,
      tactics: properties.tactics ?? tags.tactics,
      techniques: properties.techniques ?? tags.techniques,
      kind:
        resource.kind ??
        (properties.queryFrequency || isFields(resource.queryCondition) ? 'Scheduled' : undefined),
    },
    1,
  );
}

function ruleOf(path: string, fields: Fields, line: number): FoundQuery | null {
  const query = (textOf(fields.query) ?? '').trim();
  if (query === '') return null;
  const { tactics, others } = sortTactics(listOf(fields.tactics));
  const techniques = [fields.relevantTechniques, fields.techniques, fields.subTechniques].flatMap(listOf);
  const severity = textOf(fields.severity)?.toLowerCase();
  return {
    name: (textOf(fields.name) ?? textOf(fields.displayName) ?? nameOf(path)).trim(),
    description: [textOf(fields.description), textOf(fields['description-detailed'])]
      .flatMap((text) => text?.trim() || [])
      .map((text) => text.replace(/^'([\s\S]*)'$/, '$1').trim())
      .join('\n\n'),
    text: query,
    line,
    kind: kindOf(fields),
    severity: severity && ['informational', 'low', 'medium', 'high'].includes(severity) ? severity : null,
    tactics,
    techniques: techniquesIn(techniques.join(' ')),
    tags: [...others, ...tagsOf(fields.tags)],
    rule: detailsOf(fields),
  };
}

function kindOf(fields: Fields): QueryKind {
  const kind = textOf(fields.kind)?.toLowerCase();
  if (kind === 'nrt') return 'nrt';
  return kind === 'scheduled' || fields.queryFrequency !== undefined ? 'analytic' : 'hunting';
}

/** Tags as words, or as pairs of a name and a value. */
const tagsOf = (tags: unknown): string[] =>
  Array.isArray(tags) ? tags.flatMap((tag) => textOf(tag) ?? []) : [];

const DETAILS = [
  ...['id', 'version', 'status', 'queryFrequency', 'queryPeriod', 'triggerOperator', 'triggerThreshold'],
  ...[
    'entityMappings',
    'customDetails',
    'alertDetailsOverride',
    'eventGroupingSettings',
    'requiredDataConnectors',
  ],
] as const;

function detailsOf(fields: Fields): RuleDetails | null {
  const kept = Object.fromEntries(
    DETAILS.flatMap((name) =>
      fields[name] === undefined || fields[name] === null ? [] : [[name, fields[name]]],
    ),
  );
  return Object.keys(kept).length > 0 ? kept : null;
}
