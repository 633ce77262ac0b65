// SPDX-License-Identifier: Apache-2.0
// Draws over the picture: outlines, confidence, what is chosen, what is not yet shown, what was moved.
import OpenSeadragon from "openseadragon";
import { data, isMade, isPlaced, joinsOf, matches, numPieces, outlineUnder, pieces, poseAt, probability } from "./data.js";
import { PieceGrid } from "./grid.js";
import { fixed, isMoved, joins as pinnedJoins, poseOf } from "./pins.js";
import { imageScale, pieceCanvas, trace } from "./sheet.js";
import { onChange, state } from "./state.js";
import { seamLine } from "./seam.js";

const shownOutline = (piece, pose) => outlineUnder(piece, pose).map((v) => v + 0.5);
const original = Array.from({ length: numPieces }, (_, piece) => shownOutline(piece, poseAt(pieces.pose, piece)));

/** Colour of a probability: red, amber, green. */
export function confidenceColour(share, alpha = 1) {
  const hue = share < 0.5 ? 4 + 40 * share : share < 0.97 ? 24 + (share - 0.5) * 60 : 120 + (share - 0.97) * 600;
  return `hsla(${hue}, 75%, 45%, ${alpha})`;
}

export class Overlay {
  constructor(viewer, element, rank) {
    this.viewer = viewer;
    this.element = element;
    this.rank = rank;
    this.grid = new PieceGrid(original.slice());
    this.canvas = document.createElement("canvas");
    this.canvas.className = "overlay";
    this.canvas.setAttribute("aria-hidden", "true");
    element.append(this.canvas);
    this.dragged = new Map(); // piece → pose while dragging
    this.pictures = new Map(); // piece → canvas, of moved pieces
    for (const event of ["update-viewport", "animation", "resize", "open"]) viewer.addHandler(event, () => this.ask());
    onChange((names) => {
      if (names.includes("pins")) this.#follow();
      this.ask();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.ask());
  }

  /** Draws soon, once however often it was asked. */
  ask() {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => {
      this.asked = false;
      this.#draw();
    });
  }

  /** The sheet under a pixel of the viewer. */
  sheetAt(point) {
    const image = this.viewer.viewport.viewerElementToImageCoordinates(point);
    return { x: image.x / imageScale, y: image.y / imageScale };
  }

  pieceAt(point) {
    const { x, y } = this.sheetAt(point);
    const piece = this.grid.at(x, y);
    return piece >= 0 && this.#isShown(piece) ? piece : -1;
  }

  drag(poses) {
    this.dragged = poses;
    this.ask();
  }

  #follow() {
    for (const piece of this.moved || []) if (!isMoved(piece)) this.grid.move(piece, original[piece]);
    this.moved = [...fixed().keys()].filter(isMoved);
    for (const piece of this.moved) this.grid.move(piece, shownOutline(piece, poseOf(piece)));
  }

  #isShown(piece) {
    return !isPlaced(piece) || this.rank[piece] < state.shown;
  }

  #view() {
    const at = (v) => this.viewer.viewport.imageToViewerElementCoordinates(new OpenSeadragon.Point(v, v));
    const zero = at(0), one = at(imageScale);
    return { x: zero.x, y: zero.y, scale: one.x - zero.x };
  }

  #draw() {
    if (!this.viewer.isOpen()) return;
    const ratio = devicePixelRatio || 1, width = this.element.clientWidth, height = this.element.clientHeight;
    if (this.canvas.width !== Math.round(width * ratio) || this.canvas.height !== Math.round(height * ratio)) {
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
    }
    const view = this.#view(), context = this.canvas.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const scale = view.scale * ratio;
    context.setTransform(scale, 0, 0, scale, view.x * ratio, view.y * ratio);
    const box = { left: -view.x / view.scale, top: -view.y / view.scale };
    box.right = box.left + width / view.scale;
    box.bottom = box.top + height / view.scale;
    this.pixel = 1 / view.scale;
    this.colours = getComputedStyle(document.documentElement);
    this.#layers(context, this.grid.within(box));
  }

  #layers(context, visible) {
    const shown = visible.filter((piece) => this.#isShown(piece));
    this.#cover(context, visible);
    this.#drawMoved(context);
    if (state.confidence) this.#fillConfidence(context, shown);
    if (state.outlines) this.#strokeOutlines(context, shown);
    this.#emphasise(context, state.hovered, 2);
    this.#emphasise(context, state.piece, 3.5);
    this.#drawJoins(context);
    this.#drawPins(context);
  }

  // Hides what is not shown yet, and the places that moved pieces left.
  #cover(context, visible) {
    const left = [...this.dragged.keys(), ...(this.moved || [])];
    const hidden = visible.filter((piece) => !this.#isShown(piece));
    context.fillStyle = context.strokeStyle = this.colours.getPropertyValue("--stage");
    for (const piece of new Set([...left, ...hidden])) {
      // The outline of a torn piece is simplified, and its neighbours share the cracks.
      context.lineWidth = data.kind === "square" ? 0.3 : 3;
      trace(context, original[piece]);
      context.fill();
      context.stroke();
    }
  }

  #picture(piece) {
    if (!this.pictures.has(piece)) {
      this.pictures.set(piece, null);
      pieceCanvas(piece).then((canvas) => {
        this.pictures.set(piece, canvas);
        this.ask();
      });
    }
    return this.pictures.get(piece);
  }

  #drawMoved(context) {
    const poses = new Map((this.moved || []).map((piece) => [piece, poseOf(piece)]));
    for (const [piece, pose] of this.dragged) poses.set(piece, pose);
    context.imageSmoothingEnabled = this.pixel > 0.7;
    for (const [piece, pose] of poses) {
      const picture = this.#picture(piece);
      context.save();
      context.transform(pose.c, pose.s, -pose.s, pose.c, pose.x + 0.5, pose.y + 0.5);
      if (picture) context.drawImage(picture, -0.5, -0.5);
      context.restore();
    }
  }

  #outline(piece) {
    const pose = this.dragged.get(piece);
    return pose ? shownOutline(piece, pose) : this.grid.outlines[piece];
  }

  #fillConfidence(context, shown) {
    for (const piece of shown) {
      if (!isPlaced(piece)) continue;
      context.fillStyle = confidenceColour(pieces.confidence[piece], 0.5);
      trace(context, this.#outline(piece));
      context.fill();
    }
  }

  #strokeOutlines(context, shown) {
    if (shown.length > 6000) return; // lines closer than they are wide
    context.lineWidth = 2.5 * this.pixel;
    context.strokeStyle = "rgba(0, 0, 0, .55)";
    for (const piece of shown) {
      trace(context, this.#outline(piece));
      context.stroke();
    }
    context.lineWidth = 1.2 * this.pixel;
    context.strokeStyle = "rgba(255, 255, 255, .9)";
    for (const piece of shown) {
      trace(context, this.#outline(piece));
      context.stroke();
    }
  }

  #line(context, points, colour, width) {
    context.lineJoin = "round";
    for (const [style, extra] of [["rgba(0, 0, 0, .7)", 2.5], [colour, 0]]) {
      context.strokeStyle = style;
      context.lineWidth = (width + extra) * this.pixel;
      context.beginPath();
      for (const [x, y] of points) context.lineTo(x + 0.5, y + 0.5);
      context.stroke();
    }
  }

  // The shared side, as a line on the sheet.
  #seam(context, seam, colour, width) {
    const points = seamLine(seam, poseOf(seam.a));
    if (points) this.#line(context, points, colour, width);
  }

  #drawJoins(context) {
    if (state.piece < 0) return;
    for (const i of joinsOf(state.piece)) {
      if (!isMade(i)) continue;
      const width = i === state.join ? 6 : 3;
      this.#seam(context, { a: matches.a[i], sideA: matches.sideA[i], b: matches.b[i], pose: poseAt(matches.pose, i) }, confidenceColour(probability(matches.logOdds[i])), width);
    }
  }

  #drawPins(context) {
    for (const pin of pinnedJoins().values()) this.#seam(context, pin, pin.verdict === "together" ? "#35c759" : "#ff3b30", 5);
    for (const piece of fixed().keys()) {
      const box = this.grid.boxes[piece];
      const radius = Math.min(6 * this.pixel, (box.right - box.left) / 5);
      context.beginPath();
      context.arc((box.left + box.right) / 2, (box.top + box.bottom) / 2, radius, 0, 7);
      context.fillStyle = "#ffcc00";
      context.strokeStyle = "#000";
      context.lineWidth = radius / 4;
      context.fill();
      context.stroke();
    }
  }

  #emphasise(context, piece, width) {
    if (piece < 0 || !this.#isShown(piece)) return;
    trace(context, this.#outline(piece));
    context.lineJoin = "round";
    context.lineWidth = (width + 2.5) * this.pixel;
    context.strokeStyle = "rgba(0, 0, 0, .75)";
    context.stroke();
    context.lineWidth = width * this.pixel;
    context.strokeStyle = "#4cc2ff";
    context.stroke();
  }

  /** The middle of a piece on the sheet. */
  middle(piece) {
    const box = this.grid.boxes[piece];
    return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, size: Math.max(box.right - box.left, box.bottom - box.top) };
  }
}
