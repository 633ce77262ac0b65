// SPDX-License-Identifier: Apache-2.0
// Puts the page together: picture, overlay, panels, keyboard, slider.
import { data, isMade, isPlaced, joinsOf, matches, otherPiece } from "./data.js";
import { byId, say } from "./elements.js";
import { enableKeys } from "./keys.js";
import { enableMoving, point } from "./moving.js";
import { ranks } from "./order.js";
import { Overlay } from "./overlay.js";
import { chooseJoin, choosePiece, pieceSentence, showPanels } from "./panels.js";
import { canUndo, fix, isFixed, judge, numPins, pinsJson, release, undo } from "./pins.js";
import { enableServer } from "./server.js";
import { imageScale, makeViewer } from "./sheet.js";
import { change, onChange, state } from "./state.js";

const element = byId("viewer");
const viewer = makeViewer(element);
const { rank, numPlaced } = ranks();
const overlay = new Overlay(viewer, element, rank);
const moving = enableMoving(viewer, overlay);

viewer.addOnceHandler("tile-drawn", () => byId("overview").remove());

/** Shows a box of the sheet: [left, top, width, height]. */
function goTo([left, top, width, height]) {
  const corner = viewer.viewport.imageToViewportRectangle(left * imageScale, top * imageScale, width * imageScale, height * imageScale);
  viewer.viewport.fitBounds(corner);
}

/** Brings a piece into view without jumping when it is there already. */
function bringIntoView(piece) {
  const { x, y, size } = overlay.middle(piece);
  const place = viewer.viewport.imageToViewportCoordinates(x * imageScale, y * imageScale);
  const isSeen = viewer.viewport.getBounds().containsPoint(place);
  const width = viewer.viewport.imageToViewportRectangle(0, 0, size * imageScale, size * imageScale).width;
  const isTiny = width < viewer.viewport.getBounds().width / 40;
  if (isTiny) return goTo([x - 5 * size, y - 5 * size, 10 * size, 10 * size]);
  if (!isSeen) viewer.viewport.panTo(place);
}

function zoomToPixels() {
  viewer.viewport.zoomTo(viewer.viewport.imageToViewportZoom(8 * imageScale));
}

/** The next piece in a direction: the nearest one whose middle lies within 45 degrees of it. */
function step(dx, dy) {
  if (state.piece < 0) return choosePiece(firstPiece(), true);
  const here = overlay.middle(state.piece), reach = 3 * here.size;
  const box = { left: here.x - reach, right: here.x + reach, top: here.y - reach, bottom: here.y + reach };
  let best = -1, nearest = Infinity;
  for (const piece of overlay.grid.within(box)) {
    const there = overlay.middle(piece), ahead = (there.x - here.x) * dx + (there.y - here.y) * dy;
    const aside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
    if (piece === state.piece || ahead <= 0 || aside > ahead) continue;
    if (ahead + 2 * aside < nearest) [best, nearest] = [piece, ahead + 2 * aside];
  }
  if (best >= 0) choosePiece(best, true);
}

const firstPiece = () => Math.max(0, rank.indexOf(0));

/** Goes through the joins of the piece. */
function nextJoin() {
  const own = state.piece < 0 ? [] : joinsOf(state.piece);
  if (own.length) chooseJoin(own[(own.indexOf(state.join) + 1) % own.length], false);
}

const judgeChosen = (verdict) => state.join >= 0 && judge(state.join, verdict);
const toggleFixed = () => state.piece >= 0 && (isFixed(state.piece) ? release(state.piece) : isPlaced(state.piece) && fix([state.piece]));

function toggle(name) {
  const box = byId(`show-${name}`);
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change"));
}

let playing = null;

function play() {
  if (playing) return stop();
  const seconds = 8, begin = state.shown >= numPlaced ? 0 : state.shown, started = performance.now();
  byId("play").textContent = "Pause";
  byId("play").setAttribute("aria-pressed", "true");
  const frame = (time) => {
    const shown = Math.min(numPlaced, Math.round(begin + (numPlaced * (time - started)) / (1000 * seconds)));
    change({ shown: Math.max(0, shown) });
    if (shown < numPlaced && playing) playing = requestAnimationFrame(frame);
    else stop();
  };
  playing = requestAnimationFrame(frame);
}

function stop() {
  cancelAnimationFrame(playing);
  playing = null;
  byId("play").textContent = "Play";
  byId("play").setAttribute("aria-pressed", "false");
}

function download() {
  const address = URL.createObjectURL(new Blob([JSON.stringify(pinsJson(), null, 1) + "\n"], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "pins.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function onClick(id, action) {
  byId(id).addEventListener("click", action);
}

function enableControls() {
  onClick("zoom-in", () => viewer.viewport.zoomBy(1.6));
  onClick("zoom-out", () => viewer.viewport.zoomBy(1 / 1.6));
  onClick("zoom-all", () => viewer.viewport.goHome());
  onClick("zoom-pixels", zoomToPixels);
  onClick("play", play);
  onClick("undo", undo);
  onClick("download", download);
  byId("show-outlines").addEventListener("change", (event) => change({ outlines: event.target.checked }));
  byId("show-confidence").addEventListener("change", (event) => {
    byId("legend").hidden = !event.target.checked;
    change({ confidence: event.target.checked });
  });
  for (const option of byId("tool").querySelectorAll("[data-free]")) if (data.rotation !== "free") option.remove();
  byId("tool").addEventListener("change", (event) => change({ tool: event.target.value }));
  const order = byId("order");
  order.max = numPlaced;
  order.addEventListener("input", () => {
    stop();
    change({ shown: Number(order.value) });
  });
}

function showOrder() {
  const shown = Math.min(state.shown, numPlaced);
  byId("order").value = shown;
  byId("order-text").textContent = `${shown.toLocaleString("en")} of ${numPlaced.toLocaleString("en")} pieces`;
}

function enablePointer() {
  viewer.addHandler("canvas-click", (event) => {
    if (!event.quick) return;
    const piece = overlay.pieceAt(event.position);
    element.focus({ preventScroll: true });
    const join = joinAt(event.position, piece);
    if (join >= 0) chooseJoin(join, false);
    else choosePiece(piece);
  });
  element.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    const box = element.getBoundingClientRect();
    change({ hovered: overlay.pieceAt(point(event.clientX - box.left, event.clientY - box.top)) });
  });
  element.addEventListener("pointerleave", () => change({ hovered: -1 }));
}

/** The join of the chosen piece whose seam was clicked, -1 when none was. */
function joinAt(position, piece) {
  if (state.piece < 0 || piece < 0 || (piece !== state.piece && !joinsOf(piece).some((i) => otherPiece(i, piece) === state.piece))) return -1;
  const { x, y } = overlay.sheetAt(position), reach = Math.min(overlay.middle(state.piece).size / 5, 12 * overlay.pixel);
  const near = (box) => x > box.left - reach && x < box.right + reach && y > box.top - reach && y < box.bottom + reach;
  const found = joinsOf(state.piece).filter((i) => isMade(i) && near(overlay.grid.boxes[otherPiece(i, state.piece)]) && near(overlay.grid.boxes[state.piece]));
  return found.length === 1 ? found[0] : -1;
}

const isFree = data.rotation === "free";

const kKeys = [
  ["ArrowRight", "the piece to the right; so with the other arrows", () => step(1, 0)],
  ["ArrowLeft", "", () => step(-1, 0)],
  ["ArrowUp", "", () => step(0, -1)],
  ["ArrowDown", "", () => step(0, 1)],
  ["Shift+ArrowRight", "move the piece (or group, as “Drag” says) by one place", () => moving.nudge(1, 0)],
  ["Shift+ArrowLeft", "", () => moving.nudge(-1, 0)],
  ["Shift+ArrowUp", "", () => moving.nudge(0, -1)],
  ["Shift+ArrowDown", "", () => moving.nudge(0, 1)],
  ["Enter", "the piece's next join", nextJoin],
  ["j", "mark the join as right", () => judgeChosen("together")],
  ["x", "mark the join as wrong", () => judgeChosen("apart")],
  ["f", "fix the piece where it is", toggleFixed],
  ["t", `turn it by ${isFree ? "15 degrees" : "a quarter"}; with Shift the other way`, (event) => moving.turn((event.shiftKey ? -1 : 1) * (isFree ? 15 : 90))],
  ...(isFree ? [[".", "turn it by one degree", () => moving.turn(1)], [",", "turn it back by one degree", () => moving.turn(-1)]] : []),
  ["z", "undo", undo],
  ["o", "outlines", () => toggle("outlines")],
  ["c", "confidence", () => toggle("confidence")],
  ["p", "play the order of assembly", play],
  ["+", "closer", () => viewer.viewport.zoomBy(1.6)],
  ["=", "", () => viewer.viewport.zoomBy(1.6)],
  ["-", "further away", () => viewer.viewport.zoomBy(1 / 1.6)],
  ["0", "everything", () => viewer.viewport.goHome()],
  ["8", "eight screen pixels for every pixel", zoomToPixels],
  ["Escape", "choose nothing", () => choosePiece(-1)],
  ["?", "this list", () => byId("help").showModal()],
];

function sayChoice(names) {
  if (names.includes("join") && state.join >= 0) {
    const i = state.join;
    say(`Join of ${[matches.a[i], matches.b[i]].map((p) => pieceSentence(p).split(",")[0]).join(" and ")}, right with ${Math.round(100 / (1 + Math.exp(-matches.logOdds[i])))} percent`);
  } else if (names.includes("piece") && state.piece >= 0) {
    say(pieceSentence(state.piece));
  }
}

enableControls();
enablePointer();
enableKeys(element, kKeys);
showPanels(goTo);
showOrder();
onChange((names) => {
  if (names.includes("shown")) showOrder();
  if (names.includes("pins")) {
    byId("undo").disabled = !canUndo();
    byId("download").disabled = numPins() === 0;
  }
  if (names.includes("hovered")) element.title = state.hovered < 0 ? "" : pieceSentence(state.hovered);
  if (state.go && state.piece >= 0 && (names.includes("piece") || names.includes("join"))) bringIntoView(state.piece);
  sayChoice(names);
});
enableServer();
window.addEventListener("beforeunload", (event) => numPins() > 0 && !byId("download").dataset.used && event.preventDefault());
byId("download").addEventListener("click", () => (byId("download").dataset.used = "yes"));
