// SPDX-License-Identifier: Apache-2.0
// Dragging and turning pieces and groups with the pointer and the keyboard; dropping them as pins.
import OpenSeadragon from "openseadragon";
import { boxOf, compose, data, inverse, isInside, isMade, isPlaced, joinsOf, numPieces, outlineUnder, pieces } from "./data.js";
import { say } from "./elements.js";
import { cellSize, cellUnder, judgeAll, place, poseOf } from "./pins.js";
import { contact } from "./seam.js";
import { change, state } from "./state.js";

const membersOf = (piece) => {
  if (!state.tool.endsWith("group") || !isPlaced(piece)) return [piece];
  return Array.from({ length: numPieces }, (_, i) => i).filter((i) => pieces.group[i] === pieces.group[piece]);
};

const shifted = (pose, dx, dy) => ({ ...pose, x: pose.x + dx, y: pose.y + dy });

function middleUnder(piece, pose) {
  const box = boxOf(outlineUnder(piece, pose));
  return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
}

/** The group under a place of the sheet, a piece's width around it included; -1 when there is none. */
function groupAt([x, y], moving) {
  const isLeft = (g) => moving.length < data.groups[g].pieces || pieces.group[moving[0]] !== g;
  return data.groups.findIndex((group, g) => {
    const margin = (cellSize(g) || [60])[0], [left, top, width, height] = group.box;
    return isLeft(g) && x > left - margin && y > top - margin && x < left + width + margin && y < top + height + margin;
  });
}

/** The shift that brings a square piece onto the grid of a group. */
function snap(piece, pose, group) {
  const size = cellSize(group);
  if (!size || data.kind !== "square") return [0, 0];
  const cell = cellUnder(piece, pose, group), box = boxOf(outlineUnder(piece, pose)), origin = data.groups[group].box;
  return [origin[0] + cell[0] * size[0] - 0.5 - box.left, origin[1] + cell[1] * size[1] - 0.5 - box.top];
}

/** The same for torn pieces, by their outlines. */
function tornNeighbours(grid, poses, group) {
  const reach = 10, cornerLength = 8, found = new Set(), covered = new Set();
  for (const [piece, pose] of poses) {
    const own = outlineUnder(piece, pose), box = boxOf(own);
    for (const other of grid.within({ left: box.left - reach, top: box.top - reach, right: box.right + reach, bottom: box.bottom + reach })) {
      if (poses.has(other) || pieces.group[other] !== group) continue;
      const theirs = outlineUnder(other, poseOf(other));
      if (isInside(own, ...middleUnder(other, poseOf(other))) || isInside(theirs, ...middleUnder(piece, pose))) covered.add(other);
      else if (contact(other, piece, compose(inverse(poseOf(other)), pose), reach)?.path.length > cornerLength) found.add(other);
    }
  }
  return [...found].filter((piece) => !covered.has(piece));
}

/** The pieces of a group that touch moved ones and are not covered by them. */
function neighbours(grid, poses, group) {
  if (data.kind === "torn") return tornNeighbours(grid, poses, group);
  const reach = 2, found = new Set(), covered = new Set();
  for (const [piece, pose] of poses) {
    const box = boxOf(outlineUnder(piece, pose).map((v) => v + 0.5));
    const wide = { left: box.left - reach, top: box.top - reach, right: box.right + reach, bottom: box.bottom + reach };
    for (const other of grid.within(wide)) {
      if (poses.has(other) || pieces.group[other] !== group) continue;
      const b = grid.boxes[other], dx = Math.min(b.right, box.right) - Math.max(b.left, box.left), dy = Math.min(b.bottom, box.bottom) - Math.max(b.top, box.top);
      const isCorner = Math.max(dx, dy) < 2 + reach;
      if (dx > 2 && dy > 2) covered.add(other);
      else if (!isCorner) found.add(other);
    }
  }
  return [...found].filter((piece) => !covered.has(piece));
}

/** The surest piece of a group, so that fixed poses have something to be fixed to. */
function anchorOf(group, poses) {
  let best = -1;
  for (let i = 0; i < numPieces; ++i) {
    if (pieces.group[i] === group && !poses.has(i) && (best < 0 || pieces.confidence[i] > pieces.confidence[best])) best = i;
  }
  return best;
}

/** Pins what was moved where it lies now. */
function drop(overlay, poses, held) {
  const moving = [...poses.keys()], group = groupAt(middleUnder(held, poses.get(held)), moving);
  if (group < 0) return dropAway(poses);
  const [dx, dy] = snap(held, poses.get(held), group);
  const snapped = new Map([...poses].map(([piece, pose]) => [piece, shifted(pose, dx, dy)]));
  const beside = neighbours(overlay.grid, snapped, group), anchor = anchorOf(group, snapped);
  place(snapped, group, beside.length || anchor < 0 ? beside : [anchor]);
  say(`Put ${moving.length === 1 ? "piece" : moving.length + " pieces"} into group ${group + 1}, beside ${beside.length} pieces`);
}

/** Away from every group: the joins that the piece has are wrong. What has none lies there, to be turned or moved on. */
function dropAway(poses) {
  const moving = [...poses.keys()], wrong = moving.length > 1 ? [] : joinsOf(moving[0]).filter(isMade);
  if (wrong.length === 0 && data.kind === "square") return say("Put back: there is nothing to join here");
  if (wrong.length === 0) {
    place(poses, pieces.group[moving[0]], []);
    return say("Laid aside: it touches no group here");
  }
  judgeAll(wrong, "apart");
  say(`Taken out: its ${wrong.length} joins are marked as wrong`);
}

const middleOf = (members) => {
  const box = boxOf(members.flatMap((piece) => outlineUnder(piece, poseOf(piece))));
  return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
};

/** The poses of pieces that turn together, clockwise about their middle. */
function turned(members, angle) {
  const [x, y] = middleOf(members), c = Math.cos(angle), s = Math.sin(angle);
  const about = { c, s, x: x - c * x + s * y, y: y - s * x - c * y };
  return new Map(members.map((piece) => [piece, compose(about, poseOf(piece))]));
}

/** Turns what is chosen clockwise about its middle. */
function turn(overlay, degrees) {
  if (state.piece < 0 || data.rotation === "none") return say("These pieces do not turn");
  drop(overlay, turned(membersOf(state.piece), (degrees * Math.PI) / 180), state.piece);
}

/** The angle by which the pointer went around the middle of what it turns. */
function angleBetween(members, from, to) {
  const [x, y] = middleOf(members);
  return Math.atan2(to.y - y, to.x - x) - Math.atan2(from.y - y, from.x - x);
}

/** Lets the pointer move what `state.tool` says. */
export function enableMoving(viewer, overlay) {
  let held = -1, start = null, members = [];
  const moved = (event) => {
    const { x, y } = overlay.sheetAt(event.position);
    if (state.tool.startsWith("turn")) return turned(members, angleBetween(members, start, { x, y }));
    return new Map(members.map((piece) => [piece, shifted(poseOf(piece), x - start.x, y - start.y)]));
  };
  viewer.addHandler("canvas-press", (event) => {
    held = state.tool === "look" ? -1 : overlay.pieceAt(event.position);
    if (held < 0) return;
    start = overlay.sheetAt(event.position);
    members = membersOf(held);
    change({ piece: held, join: -1 });
  });
  viewer.addHandler("canvas-drag", (event) => {
    if (held < 0) return;
    event.preventDefaultAction = true;
    overlay.drag(moved(event));
  });
  viewer.addHandler("canvas-drag-end", (event) => {
    if (held < 0) return;
    event.preventDefaultAction = true;
    drop(overlay, moved(event), held);
    overlay.drag(new Map());
    held = -1;
  });
  viewer.addHandler("canvas-release", () => overlay.dragged.size === 0 && (held = -1));
  document.addEventListener("turn", () => turn(overlay, data.rotation === "free" ? 15 : 90));
  return { turn: (degrees) => turn(overlay, degrees), nudge: (dx, dy) => nudge(overlay, dx, dy) };
}

/** Moves what is chosen by one cell (or ten pixels for torn pieces). */
function nudge(overlay, dx, dy) {
  if (state.piece < 0 || !isPlaced(state.piece)) return;
  const step = (data.kind === "square" && cellSize(pieces.group[state.piece])) || [10, 10];
  const poses = new Map(membersOf(state.piece).map((piece) => [piece, shifted(poseOf(piece), dx * step[0], dy * step[1])]));
  drop(overlay, poses, state.piece);
}

export const point = (x, y) => new OpenSeadragon.Point(x, y);
