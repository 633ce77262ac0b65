// SPDX-License-Identifier: Apache-2.0
// A person's corrections: joins that are right or wrong, pieces that stay where they are. Undo, and pins.json.
// No elements.
import { apply, compose, data, inverse, joinsOf, matches, numPieces, outlineUnder, boxOf, pieces, poseAt } from "./data.js";
import { touch } from "./state.js";

const isTorn = data.kind === "torn";
const empty = () => ({ joins: new Map(), fixed: new Map() });
let now = empty();
const before = [];
let numDrops = 0;

/** A join's own name, the same from both sides; those of the same two torn pieces differ in where these lie. */
const sidesKey = (a, sideA, b, sideB) => (a < b ? `${a}:${sideA}:${b}:${sideB}` : `${b}:${sideB}:${a}:${sideA}`);
const keyOf = (i) => (isTorn ? `match ${i}` : sidesKey(matches.a[i], matches.sideA[i], matches.b[i], matches.sideB[i]));

const joinOfMatch = (i) => ({ a: matches.a[i], sideA: matches.sideA[i], b: matches.b[i], sideB: matches.sideB[i], pose: poseAt(matches.pose, i) });

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
export const verdictOf = (match) => now.joins.get(keyOf(match))?.verdict; // "together", "apart" or undefined
export const joins = () => now.joins; // key → { a, sideA, b, sideB, pose of b in the frame of a, verdict }
export const fixed = () => now.fixed;
export const isFixed = (piece) => now.fixed.has(piece);

/** Where a piece is shown: where it was put, or where the solver put it. */
export const poseOf = (piece) => now.fixed.get(piece)?.pose ?? poseAt(pieces.pose, piece);
export const isMoved = (piece) => now.fixed.get(piece)?.isMoved ?? false;

const setVerdict = (pins, match, verdict) => pins.joins.set(keyOf(match), { ...joinOfMatch(match), verdict });

/** Marks a match; the same verdict again takes it back. */
export const judge = (match, verdict) =>
  commit((pins) => (verdictOf(match) === verdict ? pins.joins.delete(keyOf(match)) : setVerdict(pins, match, verdict)));
export const judgeAll = (list, verdict) => commit((pins) => list.forEach((match) => setVerdict(pins, match, verdict)));
export const takeBack = (key) => commit((pins) => pins.joins.delete(key));
export const release = (piece) => commit((pins) => pins.fixed.delete(piece));

const fixedHere = (piece) => ({ group: pieces.group[piece], pose: poseOf(piece), isMoved: isMoved(piece) });
export const fix = (list) => commit((pins) => list.forEach((piece) => pins.fixed.set(piece, fixedHere(piece))));

/** Puts pieces at poses of the sheet, in a group (-1: in none), and holds `anchors` where they are. */
export function place(poses, group, anchors) {
  ++numDrops;
  commit((pins) => {
    for (const piece of anchors) if (!pins.fixed.has(piece)) pins.fixed.set(piece, fixedHere(piece));
    for (const [piece, pose] of poses) pins.fixed.set(piece, { group, pose, isMoved: true, drop: numDrops });
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

const matrix = (pose) => [[pose.c, -pose.s, pose.x], [pose.s, pose.c, pose.y]].map((row) => row.map((v) => v + 0)); // no -0

function fixedEntry([piece, pin]) {
  const box = data.groups[pin.group].box;
  const pose = compose(inverse({ c: 1, s: 0, x: box[0], y: box[1] }), pin.pose);
  const entry = { piece: pieces.id[piece], group: pin.group };
  const cell = data.kind === "square" && cellUnder(piece, pin.pose, pin.group);
  if (cell) Object.assign(entry, { cell, quarter_turns: quarterTurns(pin.pose) });
  entry.canvas_from_piece = matrix(pose);
  if (isTorn && pin.isMoved) entry.by_hand = pin.drop;
  return entry;
}

function joinEntry({ a, sideA, b, sideB, pose }) {
  const entry = { a: pieces.id[a], side_a: sideA, b: pieces.id[b], side_b: sideB };
  if (isTorn) entry.a_from_b = matrix(pose);
  return entry;
}

/** Whether a torn piece lies nearly the same under two poses. */
function isNear(piece, p, q) {
  const [w, h] = pieces.size.slice(2 * piece, 2 * piece + 2), [x0, y0] = apply(p, w / 2, h / 2), [x1, y1] = apply(q, w / 2, h / 2);
  return Math.hypot(x0 - x1, y0 - y1) < 0.1 * Math.min(w, h) && p.c * q.c + p.s * q.s > 0.98;
}

/** A join of a pins.json as a pin, under the name of the match that it speaks of. */
function keyAndPin(entry, number, verdict) {
  const pin = { a: number.get(entry.a), sideA: entry.side_a, b: number.get(entry.b), sideB: entry.side_b, verdict };
  if (!isTorn) return [sidesKey(pin.a, pin.sideA, pin.b, pin.sideB), pin];
  const [[c, , x], [s, , y]] = entry.a_from_b;
  pin.pose = { c, s, x, y };
  const isIt = (i) => matches.a[i] === pin.a && matches.b[i] === pin.b && isNear(pin.b, poseAt(matches.pose, i), pin.pose);
  const match = joinsOf(pin.a).find(isIt);
  return [match === undefined ? `pin ${JSON.stringify(entry)}` : keyOf(match), pin];
}

/** Takes up pins of an earlier page of this puzzle: the new answer honours them, so fixed pieces stand where they do. */
export function restore(pins) {
  const number = new Map(pieces.id.map((id, piece) => [id, piece]));
  commit((next) => {
    for (const verdict of ["together", "apart"]) {
      for (const entry of pins[verdict]) next.joins.set(...keyAndPin(entry, number, verdict));
    }
    for (const { piece } of pins.fixed) next.fixed.set(number.get(piece), { ...fixedHere(number.get(piece)), isMoved: false });
  });
}

/** The object that solve --pins reads. */
export function pinsJson() {
  const of = (verdict) => [...now.joins.values()].filter((pin) => pin.verdict === verdict).map(joinEntry);
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
