/**
 * Long lists of texts go to PostgreSQL as one text with a separator: an array literal would be escaped element by
 * element, which costs more than the insert. The separator is a control character that JSON and our keys never hold.
 */
const SEPARATOR = '\u0001';

export const joinList = (texts: readonly string[]): string => texts.join(SEPARATOR);

/** SQL that splits the parameter `placeholder` (such as `$3`) again. */
export const splitList = (placeholder: string): string => `string_to_array(${placeholder}::text, chr(1))`;
