// SPDX-License-Identifier: Apache-2.0
// Dragging and turning pieces and groups with the pointer and the keyboard; dropping them as pins.
import OpenSeadragon from "openseadragon";
import { boxOf, compose, data, isMade, isPlaced, joinsOf, numPieces, outlineUnder, pieces } from "./data.js";
import { say } from "./elements.js";
import { cellSize, cellUnder, judgeAll, keyOfMatch, place, poseOf } from "./pins.js";
import { change, state } from "./state.js";

const membersOf = (piece) => {
  if (state.tool !== "group" || !isPlaced(piece)) return [piece];
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

/** The pieces of a group that touch moved ones and are not covered by them. */
function neighbours(grid, poses, group) {
  const reach = data.kind === "square" ? 2 : 8, found = new Set(), covered = new Set();
  for (const [piece, pose] of poses) {
    const box = boxOf(outlineUnder(piece, pose).map((v) => v + 0.5));
    const wide = { left: box.left - reach, top: box.top - reach, right: box.right + reach, bottom: box.bottom + reach };
    for (const other of grid.within(wide)) {
      if (poses.has(other) || pieces.group[other] !== group) continue;
      const b = grid.boxes[other], dx = Math.min(b.right, box.right) - Math.max(b.left, box.left), dy = Math.min(b.bottom, box.bottom) - Math.max(b.top, box.top);
      const isCorner = data.kind === "square" && Math.max(dx, dy) < 2 + reach;
      if (data.kind === "square" && dx > 2 && dy > 2) covered.add(other);
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
  if (group < 0) return dropAway(moving);
  const [dx, dy] = snap(held, poses.get(held), group);
  const snapped = new Map([...poses].map(([piece, pose]) => [piece, shifted(pose, dx, dy)]));
  const beside = neighbours(overlay.grid, snapped, group), anchor = anchorOf(group, snapped);
  place(snapped, group, beside.length || anchor < 0 ? beside : [anchor]);
  say(`Put ${moving.length === 1 ? "piece" : moving.length + " pieces"} into group ${group + 1}, beside ${beside.length} pieces`);
}

/** Away from every group: the joins that the piece has are wrong. */
function dropAway(moving) {
  const keys = moving.length > 1 ? [] : joinsOf(moving[0]).filter(isMade).map(keyOfMatch);
  if (keys.length === 0) return say("Put back: there is nothing to join here");
  judgeAll(keys, "apart");
  say(`Taken out: its ${keys.length} joins are marked as wrong`);
}

/** Turns what is chosen by a quarter clockwise (times `quarters`) about its middle. */
function turn(overlay, quarters) {
  if (state.piece < 0 || data.rotation === "none") return say("These pieces do not turn");
  const members = membersOf(state.piece), angle = (quarters * Math.PI) / 2, c = Math.round(Math.cos(angle)), s = Math.round(Math.sin(angle));
  const box = boxOf(members.flatMap((piece) => outlineUnder(piece, poseOf(piece))));
  const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
  const about = { c, s, x: x - c * x + s * y, y: y - s * x - c * y };
  drop(overlay, new Map(members.map((piece) => [piece, compose(about, poseOf(piece))])), state.piece);
}

/** Lets the pointer move what `state.tool` says. */
export function enableMoving(viewer, overlay) {
  let held = -1, start = null, members = [];
  const moved = (event) => {
    const { x, y } = overlay.sheetAt(event.position);
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
  document.addEventListener("turn", (event) => turn(overlay, event.detail));
  return { turn: (quarters) => turn(overlay, quarters), nudge: (dx, dy) => nudge(overlay, dx, dy) };
}

/** Moves what is chosen by one cell (or ten pixels for torn pieces). */
function nudge(overlay, dx, dy) {
  if (state.piece < 0 || !isPlaced(state.piece)) return;
  const step = (data.kind === "square" && cellSize(pieces.group[state.piece])) || [10, 10];
  const poses = new Map(membersOf(state.piece).map((piece) => [piece, shifted(poseOf(piece), dx * step[0], dy * step[1])]));
  drop(overlay, poses, state.piece);
}

export const point = (x, y) => new OpenSeadragon.Point(x, y);
