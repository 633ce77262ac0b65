// SPDX-License-Identifier: Apache-2.0
// Finds the pieces near a place of the sheet in constant time. Knows nothing of drawing.
import { boxOf, isInside } from "./data.js";

export class PieceGrid {
  /** `outlines`: one list of points per piece, on the sheet. */
  constructor(outlines) {
    this.outlines = outlines;
    this.boxes = outlines.map(boxOf);
    let sum = 1;
    for (const box of this.boxes) sum += Math.max(box.right - box.left, box.bottom - box.top);
    this.cell = Math.max(4, sum / Math.max(1, outlines.length));
    this.cells = new Map();
    this.boxes.forEach((box, piece) => this.#each(box, (key) => this.#list(key).push(piece)));
  }

  #list(key) {
    if (!this.cells.has(key)) this.cells.set(key, []);
    return this.cells.get(key);
  }

  #each(box, visit) {
    for (let y = Math.floor(box.top / this.cell); y <= Math.floor(box.bottom / this.cell); ++y) {
      for (let x = Math.floor(box.left / this.cell); x <= Math.floor(box.right / this.cell); ++x) visit(`${x},${y}`);
    }
  }

  /** Moves a piece's outline. */
  move(piece, outline) {
    this.#each(this.boxes[piece], (key) => {
      const list = this.#list(key), at = list.indexOf(piece);
      if (at >= 0) list.splice(at, 1);
    });
    this.outlines[piece] = outline;
    this.boxes[piece] = boxOf(outline);
    this.#each(this.boxes[piece], (key) => this.#list(key).push(piece));
  }

  /** The pieces whose box meets `box`; all pieces when the box holds most of the cells. */
  within(box) {
    const count = ((box.right - box.left) / this.cell) * ((box.bottom - box.top) / this.cell);
    const meets = (p) => {
      const b = this.boxes[p];
      return b.left <= box.right && b.right >= box.left && b.top <= box.bottom && b.bottom >= box.top;
    };
    if (!(count < this.cells.size)) return this.boxes.map((_, piece) => piece).filter(meets);
    const found = new Set();
    this.#each(box, (key) => (this.cells.get(key) || []).forEach((piece) => meets(piece) && found.add(piece)));
    return [...found];
  }

  /** The topmost piece at a point, -1 when there is none. */
  at(x, y) {
    let best = -1;
    for (const piece of this.within({ left: x, right: x, top: y, bottom: y })) {
      if (piece > best && isInside(this.outlines[piece], x, y)) best = piece;
    }
    return best;
  }
}
