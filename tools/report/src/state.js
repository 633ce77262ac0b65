// SPDX-License-Identifier: Apache-2.0
// What is chosen at the moment, and who wants to know. No drawing, no elements.
export const state = {
  piece: -1, // chosen
  join: -1,
  hovered: -1,
  shown: Infinity, // so many pieces of the order are shown
  outlines: false,
  confidence: false,
  tool: "look", // look, piece, group, turn-piece, turn-group: what dragging does
};

const listeners = [];

/** Calls `listener(names of what changed)` after every change. */
export const onChange = (listener) => listeners.push(listener);

export function change(values) {
  const names = Object.keys(values).filter((name) => state[name] !== values[name]);
  if (names.length === 0) return;
  Object.assign(state, values);
  for (const listener of listeners) listener(names);
}

/** Says that something outside of `state` changed, such as the pins. */
export function touch(name) {
  for (const listener of listeners) listener([name]);
}
