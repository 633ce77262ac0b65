// SPDX-License-Identifier: Apache-2.0
// A person's corrections: joins that are right or wrong, pieces that stay where they are. Undo, and pins.json.
// No elements.
import { compose, data, inverse, matches, numPieces, outlineUnder, boxOf, pieces, poseAt } from "./data.js";
import { touch } from "./state.js";

const empty = () => ({ joins: new Map(), fixed: new Map() });
let now = empty();
const before = [];

/** A join as its own name, the same from both sides. */
export function joinKey(a, sideA, b, sideB) {
  return a < b ? `${a}:${sideA}:${b}:${sideB}` : `${b}:${sideB}:${a}:${sideA}`;
}
export const keyOfMatch = (i) => joinKey(matches.a[i], matches.sideA[i], matches.b[i], matches.sideB[i]);

function commit(edit) {
  const next = { joins: new Map(now.joins), fixed: new Map(now.fixed) };
  edit(next);
  before.push(now);
  if (before.length > 200) before.shift();
  now = next;
  touch("pins");
}

export const canUndo = () => before.length > 0;
export function undo() {
  if (!canUndo()) return;
  now = before.pop();
  touch("pins");
}

export const numPins = () => now.joins.size + now.fixed.size;
export const verdictOf = (key) => now.joins.get(key); // "together", "apart" or undefined
export const joins = () => now.joins;
export const fixed = () => now.fixed;
export const isFixed = (piece) => now.fixed.has(piece);

/** Where a piece is shown: where it was put, or where the solver put it. */
export const poseOf = (piece) => now.fixed.get(piece)?.pose ?? poseAt(pieces.pose, piece);
export const isMoved = (piece) => now.fixed.get(piece)?.isMoved ?? false;

/** Marks a join; the same verdict again takes it back. */
export const judge = (key, verdict) =>
  commit((pins) => (pins.joins.get(key) === verdict ? pins.joins.delete(key) : pins.joins.set(key, verdict)));
export const judgeAll = (keys, verdict) => commit((pins) => keys.forEach((key) => pins.joins.set(key, verdict)));
export const release = (piece) => commit((pins) => pins.fixed.delete(piece));

const fixedHere = (piece) => ({ group: pieces.group[piece], pose: poseOf(piece), isMoved: isMoved(piece) });
export const fix = (list) => commit((pins) => list.forEach((piece) => pins.fixed.set(piece, fixedHere(piece))));

/** Puts pieces at poses of the sheet, in a group, and holds `anchors` where they are. */
export function place(poses, group, anchors) {
  commit((pins) => {
    for (const piece of anchors) if (!pins.fixed.has(piece)) pins.fixed.set(piece, fixedHere(piece));
    for (const [piece, pose] of poses) pins.fixed.set(piece, { group, pose, isMoved: true });
  });
}

export const cellSize = (group) => {
  const { box, cols, rows } = data.groups[group];
  return cols > 0 ? [box[2] / cols, box[3] / rows] : null;
};

/** The cell of a group under a pose, for square pieces. */
export function cellUnder(piece, pose, group) {
  const size = cellSize(group);
  if (!size) return null;
  const box = boxOf(outlineUnder(piece, pose)), origin = data.groups[group].box;
  return [Math.round((box.left + 0.5 - origin[0]) / size[0]), Math.round((box.top + 0.5 - origin[1]) / size[1])];
}

const quarterTurns = (pose) => (4 - Math.round((Math.atan2(pose.s, pose.c) * 2) / Math.PI)) & 3;

function fixedEntry([piece, pin]) {
  const box = data.groups[pin.group].box;
  const pose = compose(inverse({ c: 1, s: 0, x: box[0], y: box[1] }), pin.pose);
  const entry = { piece: pieces.id[piece], group: pin.group };
  const cell = data.kind === "square" && cellUnder(piece, pin.pose, pin.group);
  if (cell) Object.assign(entry, { cell, quarter_turns: quarterTurns(pin.pose) });
  entry.canvas_from_piece = [[pose.c, -pose.s, pose.x], [pose.s, pose.c, pose.y]].map((row) => row.map((v) => v + 0));
  return entry;
}

function joinEntry(key) {
  const [a, sideA, b, sideB] = key.split(":").map(Number);
  return { a: pieces.id[a], side_a: sideA, b: pieces.id[b], side_b: sideB };
}

/** Takes up pins of an earlier page of this puzzle: the new answer honours them, so fixed pieces stand where they do. */
export function restore(pins) {
  const number = new Map(pieces.id.map((id, piece) => [id, piece]));
  commit((next) => {
    for (const verdict of ["together", "apart"]) {
      for (const { a, side_a, b, side_b } of pins[verdict]) next.joins.set(joinKey(number.get(a), side_a, number.get(b), side_b), verdict);
    }
    for (const { piece } of pins.fixed) next.fixed.set(number.get(piece), { ...fixedHere(number.get(piece)), isMoved: false });
  });
}

/** The object that solve --pins reads. */
export function pinsJson() {
  const of = (verdict) => [...now.joins].filter((item) => item[1] === verdict).map((item) => joinEntry(item[0]));
  return {
    format: "solve-puzzle.pins",
    version: 1,
    puzzle: data.puzzle,
    pieces: numPieces,
    together: of("together"),
    apart: of("apart"),
    fixed: [...now.fixed].filter((item) => item[1].group >= 0).map(fixedEntry),
  };
}
