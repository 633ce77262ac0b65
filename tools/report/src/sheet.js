// SPDX-License-Identifier: Apache-2.0
// The picture: OpenSeadragon over the tiles inside of the page, and the pixels of single pieces. No outlines.
import OpenSeadragon from "openseadragon";
import { boxOf, data, inverse, outline, outlineUnder, pieces, poseAt, tiles } from "./data.js";

const last = tiles.levels.length - 1;
const scale = Math.pow(2, -tiles.halved); // tile pixels per sheet pixel
const columns = (level) => Math.ceil(tiles.levels[level].width / tiles.tileSize);

/** The address of a tile inside of the page; empty when nothing is on it. */
function tileAddress(level, x, y) {
  const text = tiles.levels[level].tiles[y * columns(level) + x];
  return text ? "data:image/webp;base64," + text : "";
}

const kBlank = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

/** Makes the viewer. Its image coordinates are sheet pixels times `imageScale`. */
export function makeViewer(element) {
  const { width, height } = tiles.levels[last];
  const viewer = OpenSeadragon({
    element,
    drawer: "canvas",
    showNavigationControl: false,
    animationTime: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 0.4,
    blendTime: 0,
    immediateRender: true,
    maxZoomPixelRatio: 40,
    minZoomImageRatio: 0.7,
    visibilityRatio: 0.2,
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: false },
    gestureSettingsTouch: { dblTapToZoom: false },
    keyboardNavEnabled: false,
    tileSources: {
      width,
      height,
      tileSize: tiles.tileSize,
      minLevel: 0,
      maxLevel: last,
      getTileUrl: (level, x, y) => tileAddress(level, x, y) || kBlank,
    },
  });
  // Pixels stay squares when one is larger than a pixel of the screen.
  const smooth = () => viewer.drawer?.setImageSmoothingEnabled?.(viewer.viewport.getZoom(true) * viewer.viewport.getContainerSize().x < 1.5 * width);
  viewer.addHandler("update-viewport", smooth);
  viewer.addHandler("open", smooth);
  return viewer;
}

export const imageScale = scale;
export const sheetSize = { width: data.sheet.width, height: data.sheet.height };

const loaded = new Map(); // address → promise of an image, newest last

function loadTile(x, y) {
  const address = tileAddress(last, x, y);
  if (!address) return Promise.resolve(null);
  const key = `${x},${y}`;
  if (!loaded.has(key)) {
    const image = new Image();
    loaded.set(key, new Promise((resolve) => {
      image.onload = () => resolve(image);
      image.onerror = () => resolve(null);
      image.src = address;
    }));
    if (loaded.size > 40) loaded.delete(loaded.keys().next().value);
  }
  return loaded.get(key);
}

async function drawTiles(context, box) {
  const size = tiles.tileSize;
  for (let y = Math.max(0, Math.floor(box.top * scale / size)); y * size < box.bottom * scale; ++y) {
    for (let x = Math.max(0, Math.floor(box.left * scale / size)); x * size < box.right * scale; ++x) {
      if (x >= columns(last) || y * size >= tiles.levels[last].height) continue;
      const image = await loadTile(x, y);
      if (image) context.drawImage(image, x * size / scale, y * size / scale, image.width / scale, image.height / scale);
    }
  }
}

/** Runs a canvas path along an outline. */
export function trace(context, points) {
  context.beginPath();
  for (let i = 0; i < points.length; i += 2) context.lineTo(points[i], points[i + 1]);
  context.closePath();
}

const pictures = new Map();

async function cutOut(piece) {
  const pose = poseAt(pieces.pose, piece);
  const canvas = document.createElement("canvas");
  canvas.width = pieces.size[2 * piece];
  canvas.height = pieces.size[2 * piece + 1];
  const context = canvas.getContext("2d");
  context.imageSmoothingEnabled = Math.abs(pose.c * pose.s) > 1e-6 || scale < 1;
  context.translate(0.5, 0.5);
  trace(context, outline(piece));
  context.clip();
  const { c, s, x, y } = inverse(pose);
  context.transform(c, s, -s, c, x, y);
  context.translate(-0.5, -0.5); // where tiles begin on the sheet
  await drawTiles(context, boxOf(outlineUnder(piece, pose).map((v) => v + 0.5)));
  return canvas;
}

/** The pixels of a piece as a canvas, upright as in its own picture. */
export function pieceCanvas(piece) {
  if (!pictures.has(piece)) {
    pictures.set(piece, cutOut(piece));
    if (pictures.size > 600) pictures.delete(pictures.keys().next().value);
  }
  return pictures.get(piece);
}
