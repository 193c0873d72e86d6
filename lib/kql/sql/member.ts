import { convert } from './convert';
import { quoteText } from './quote';
import type { Sql } from './value';

/** A pointer takes a number for a place in an array, which a name never is. */
export const isPlainName = (name: string): boolean => /^[^\d-]/.test(name);

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** A member of a dynamic value by its name; of a member, by one way from the outermost value. */
export function memberOf(value: Sql, name: string): Sql {
  const from = value.member ?? { base: convert(value, 'dynamic').sql, pointer: '' };
  const member = { ...from, pointer: `${from.pointer}/${escaped(name)}` };
  return {
    sql: `kql_json(json_extract(${member.base}, ${quoteText(member.pointer)}))`,
    type: 'dynamic',
    member,
  };
}
