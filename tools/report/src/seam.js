// SPDX-License-Identifier: Apache-2.0
// The seam picture: two pieces facing each other along the line where they touch, and where the network looked.
import { apply, data, outline, outlineUnder, pieces } from "./data.js";
import { pieceCanvas, trace } from "./sheet.js";

/** Ends of side `side` of a square piece, clockwise, in its own picture. */
function squareSide(piece, side) {
  const r = pieces.size[2 * piece] - 0.5, b = pieces.size[2 * piece + 1] - 0.5;
  const corners = [[-0.5, -0.5], [r, -0.5], [r, b], [-0.5, b]];
  return { from: corners[side], to: corners[(side + 1) & 3] };
}

/** Points along a ring, at most `step` apart. */
function dense(points, step = 2) {
  const result = [];
  for (let i = 0; i < points.length; i += 2) {
    const [x0, y0] = [points[i], points[i + 1]], [x1, y1] = [points[(i + 2) % points.length], points[(i + 3) % points.length]];
    const n = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / step));
    for (let k = 0; k < n; ++k) result.push([x0 + ((x1 - x0) * k) / n, y0 + ((y1 - y0) * k) / n]);
  }
  return result;
}

/** The stretch of a's outline that b touches, clockwise, in the frame of a, and its ends; null when they are apart. */
export function contact(a, b, aFromB, reach = 6) {
  const ring = dense(outline(a)), other = dense(outlineUnder(b, aFromB));
  const near = ring.map(([x, y]) => other.some(([u, v]) => Math.abs(u - x) < reach && Math.abs(v - y) < reach));
  let best = null;
  for (let start = 0; start < ring.length; ++start) {
    if (!near[start] || near[(start + ring.length - 1) % ring.length]) continue;
    let length = 0;
    while (length < ring.length && near[(start + length) % ring.length]) ++length;
    if (!best || length > best.length) best = { start, length };
  }
  if (!best) return null;
  const path = Array.from({ length: best.length }, (_, i) => ring[(best.start + i) % ring.length]);
  return { from: path[0], to: path[path.length - 1], path };
}

const found = new Map();

/** Where side a lies, in the frame of a: for torn pieces where the outlines meet. */
function lineOfA({ a, sideA, b, pose }) {
  if (data.kind === "square") return squareSide(a, sideA);
  if (!pose) return null;
  const key = [a, b, pose.x, pose.y].join();
  if (!found.has(key)) found.set(key, contact(a, b, pose));
  return found.get(key);
}

/** The points of a seam on the sheet, where piece a lies at `sheetFromA`. */
export function seamLine(seam, sheetFromA) {
  const line = lineOfA(seam);
  return line && (line.path || [line.from, line.to]).map((point) => apply(sheetFromA, ...point));
}

const kPlot = 44; // pixels of the canvas

function geometry(canvas, line, attention) {
  const [px, py] = line.from, length = Math.hypot(line.to[0] - px, line.to[1] - py);
  const direction = [(line.to[0] - px) / length, (line.to[1] - py) / length];
  const width = 680, margin = 14, scale = Math.min(24, (width - 2 * margin) / length);
  const depth = data.kind === "square" ? Math.min(length, Math.max(8, length / 4)) : Math.max(16, length / 3);
  const band = Math.round(depth * scale);
  canvas.width = width;
  canvas.height = 2 * band + 6 + (attention ? kPlot + 12 : 0);
  return { px, py, direction, length, margin: (width - length * scale) / 2, scale, band, middle: band + 3 };
}

/** Maps the frame of a to the canvas: the seam runs to the right, a below it. */
function setFrame(context, g, shift) {
  const [dx, dy] = g.direction, s = g.scale;
  context.setTransform(s * dx, -s * dy, s * dy, s * dx, g.margin - s * (dx * g.px + dy * g.py), g.middle + shift - s * (-dy * g.px + dx * g.py));
}

function drawPiece(context, g, picture, piece, pose, shift, from, to) {
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.beginPath();
  context.rect(0, from, 680, to - from);
  context.clip();
  setFrame(context, g, shift);
  context.transform(pose.c, pose.s, -pose.s, pose.c, pose.x, pose.y);
  trace(context, outline(piece));
  context.clip();
  context.drawImage(picture, -0.5, -0.5);
  context.restore();
}

function drawAttention(context, g, attention, canvas) {
  const style = getComputedStyle(document.documentElement), step = (g.length * g.scale) / attention.weights.length;
  const base = canvas.height - 4;
  context.fillStyle = style.getPropertyValue("--accent");
  attention.weights.forEach((w, i) => context.fillRect(g.margin + i * step, base - (kPlot * w) / 100, Math.max(1, step - 1), (kPlot * w) / 100));
  context.fillStyle = "#2d9a46";
  for (let i = 0; i < attention.stretch.length; i += 2) {
    context.fillRect(g.margin + attention.stretch[i] * step, g.middle - 3, (attention.stretch[i + 1] - attention.stretch[i]) * step, 6);
  }
}

/** Draws a seam, given as { a, sideA, b, sideB, pose: of b in the frame of a, attention }. Resolves when it is drawn. */
export async function drawSeam(canvas, seam) {
  const line = lineOfA(seam);
  if (!line || !seam.pose) return false;
  const g = geometry(canvas, line, seam.attention);
  const [a, b] = await Promise.all([pieceCanvas(seam.a), pieceCanvas(seam.b)]);
  const context = canvas.getContext("2d");
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingEnabled = data.kind !== "square";
  const isSquare = data.kind === "square", gap = isSquare ? 3 : 0, end = 2 * g.band + 6;
  drawPiece(context, g, b, seam.b, seam.pose, -gap, 0, isSquare ? g.middle - gap : end);
  drawPiece(context, g, a, seam.a, { c: 1, s: 0, x: 0, y: 0 }, gap, isSquare ? g.middle + gap : 0, end);
  if (seam.attention) {
    context.setTransform(1, 0, 0, 1, 0, 0);
    drawAttention(context, g, seam.attention, canvas);
  }
  return true;
}
