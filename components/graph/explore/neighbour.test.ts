import { expect, it } from 'vitest';
import { begin, change, redo, undo } from './history';
import { nextNode } from './neighbour';

const places = new Map([
  ['mid', { x: 0, y: 0 }],
  ['right', { x: 300, y: 10 }],
  ['far', { x: 600, y: 0 }],
  ['under', { x: 0, y: 60 }],
  ['corner', { x: 280, y: 300 }],
]);
const nodes = [...places.keys()];

it('goes to the nearest node in a direction and stays at the edge', () => {
  expect(nextNode(places, nodes, 'mid', 'right')).toBe('right');
  expect(nextNode(places, nodes, 'right', 'right')).toBe('far');
  expect(nextNode(places, nodes, 'mid', 'down')).toBe('under');
  expect(nextNode(places, nodes, 'far', 'left')).toBe('right');
  expect(nextNode(places, nodes, 'mid', 'left')).toBeNull();
  expect(nextNode(places, nodes, 'gone', 'left')).toBe('mid');
});

it('goes back and forth through what was done; what is done anew ends the way forth', () => {
  const three = change(change(begin(1), 2), 3);
  expect(undo(three).now).toBe(2);
  expect(redo(undo(three))).toEqual(three);
  expect(redo(change(undo(three), 9)).now).toBe(9);
  expect(undo(undo(undo(three))).now).toBe(1);
  expect(change(three, 3)).toBe(three);
});
