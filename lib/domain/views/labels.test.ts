import { describe, expect, it } from 'vitest';
import { changedValue, fieldName } from './labels';

describe('what was changed, in words', () => {
  it('names a field as its page does', () => {
    expect(['customTags', 'displayName', 'assignedTo'].map(fieldName)).toEqual([
      'Tags',
      'Name',
      'Assigned to',
    ]);
  });

  it('writes a list as words, and what only looks like one as it is', () => {
    expect(changedValue('customTags', '["phish","vip"]')).toBe('phish, vip');
    expect(changedValue('customTags', '[]')).toBe('none');
    expect(changedValue('displayName', '[draft] Mail theft')).toBe('[draft] Mail theft');
    expect(changedValue('ids', '[1,2]')).toBe('[1,2]');
    expect(changedValue('status', 'inProgress')).toBe('In progress');
    expect(changedValue('assignedTo', null)).toBe('not set');
  });
});
