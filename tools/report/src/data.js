// SPDX-License-Identifier: Apache-2.0
// What tools/commands/report_data.cc wrote, and the arithmetic of poses and outlines. No drawing, no page.
//
// Pieces and matches are parallel lists. A pose is four numbers (cos, sin, x, y): it turns a point of the piece picture
// and shifts it to the sheet. The centre of the first pixel is (0, 0); on the sheet it is shown at (0.5, 0.5).

const read = (id) => JSON.parse(document.getElementById(id).textContent);

export const data = read("data");
export const tiles = read("tiles");
export const pieces = data.pieces;
export const matches = data.matches;
export const numPieces = pieces.id.length;
export const numMatches = matches.a.length;

export const probability = (logOdds) => 1 / (1 + Math.exp(-logOdds));
export const percent = (share) => (share > 0.9995 && share < 1 ? "> 99.9" : (100 * share).toFixed(1)) + " %";
export const isPlaced = (piece) => pieces.group[piece] >= 0;

/** The pose of a list at an index, as an object. */
export function poseAt(list, index) {
  const [c, s, x, y] = list.slice(4 * index, 4 * index + 4);
  return { c, s, x, y };
}

export const apply = (pose, x, y) => [pose.c * x - pose.s * y + pose.x, pose.s * x + pose.c * y + pose.y];

/** First `inner`, then `outer`. */
export function compose(outer, inner) {
  const [x, y] = apply(outer, inner.x, inner.y);
  return { c: outer.c * inner.c - outer.s * inner.s, s: outer.s * inner.c + outer.c * inner.s, x, y };
}

export function inverse(pose) {
  const { c, s, x, y } = pose;
  return { c, s: -s, x: -(c * x + s * y), y: -(-s * x + c * y) };
}

/** The outline in the piece picture: [x0, y0, x1, y1, ...], clockwise on screen. */
export function outline(piece) {
  const known = pieces.outline[piece];
  if (known) return known;
  const r = pieces.size[2 * piece] - 0.5, b = pieces.size[2 * piece + 1] - 0.5;
  return [-0.5, -0.5, r, -0.5, r, b, -0.5, b];
}

/** The outline under a pose. */
export function outlineUnder(piece, pose) {
  const points = outline(piece), result = new Array(points.length);
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = apply(pose, points[i], points[i + 1]);
    result[i] = x;
    result[i + 1] = y;
  }
  return result;
}

export function boxOf(points) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let i = 0; i < points.length; i += 2) {
    box.left = Math.min(box.left, points[i]);
    box.right = Math.max(box.right, points[i]);
    box.top = Math.min(box.top, points[i + 1]);
    box.bottom = Math.max(box.bottom, points[i + 1]);
  }
  return box;
}

export function isInside(points, x, y) {
  let inside = false;
  for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
    const [xi, yi, xj, yj] = [points[i], points[i + 1], points[j], points[j + 1]];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** The pose of square piece b, laid with its side against side a of piece a, in the frame of a. */
export function facingPose(a, sideA, b, sideB) {
  const turns = (sideB - ((sideA + 2) & 3)) & 3; // counter-clockwise
  const [wa, ha] = pieces.size.slice(2 * a, 2 * a + 2), [wb, hb] = pieces.size.slice(2 * b, 2 * b + 2);
  const [w, h] = turns & 1 ? [hb, wb] : [wb, hb];
  const corner = [[0, -h], [wa, 0], [0, ha], [-w, 0]][sideA];
  const shift = [[0, 0], [0, wb - 1], [wb - 1, hb - 1], [hb - 1, 0]][turns];
  return { c: [1, 0, -1, 0][turns], s: [0, -1, 0, 1][turns], x: corner[0] + shift[0], y: corner[1] + shift[1] };
}

export const sideName = (side) => (data.kind === "square" ? ["top", "right", "bottom", "left"][side] : ""); // torn pieces have no sides

const joins = new Map();
for (let i = 0; i < numMatches; ++i) {
  for (const piece of [matches.a[i], matches.b[i]]) {
    if (!joins.has(piece)) joins.set(piece, []);
    joins.get(piece).push(i);
  }
}

/** The matches of a piece, surest first. */
export const joinsOf = (piece) =>
  (joins.get(piece) || []).slice().sort((i, j) => matches.logOdds[j] - matches.logOdds[i]);

/** Says whether the answer makes the match: both pieces stand in one group. */
export const isMade = (match) =>
  isPlaced(matches.a[match]) && pieces.group[matches.a[match]] === pieces.group[matches.b[match]];

export const otherPiece = (match, piece) => (matches.a[match] === piece ? matches.b[match] : matches.a[match]);
