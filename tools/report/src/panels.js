// SPDX-License-Identifier: Apache-2.0
// The details beside the picture: piece, join, lists, corrections, times. What is chosen is in state.js.
import { data, facingPose, isMade, isPlaced, joinsOf, matches, numMatches, numPieces, otherPiece, percent, pieces, poseAt, probability, sideName } from "./data.js";
import { byId, el } from "./elements.js";
import { fix, fixed, isFixed, joins as pinnedJoins, judge, release, takeBack, verdictOf } from "./pins.js";
import { drawSeam } from "./seam.js";
import { pieceCanvas } from "./sheet.js";
import { change, onChange, state } from "./state.js";

const name = (piece) => pieces.id[piece];
const side = (piece, number) => `${name(piece)} ${sideName(number)}`.trim();
const chance = (i) => percent(probability(matches.logOdds[i]));
const sides = (i) => `${side(matches.a[i], matches.sideA[i])} | ${side(matches.b[i], matches.sideB[i])}`;
const verdictWord = { together: "✓ right", apart: "✗ wrong" };

export const chooseJoin = (join, go = true) => change({ join, piece: state.piece === matches.b[join] ? state.piece : matches.a[join], go });
export const choosePiece = (piece, go = false) => change({ piece, join: -1, go });

function status(i) {
  const verdict = verdictOf(i);
  if (verdict) return verdictWord[verdict];
  if (data.matches.pinned.includes(i)) return "pinned";
  return matches.accepted[i] ? "sure" : isMade(i) ? "unsure" : "suggestion";
}

const joinRow = (i, text) =>
  el("li", {}, el("button", { class: "row", "data-join": i, click: () => chooseJoin(i) },
    el("span", {}, text), el("span", { class: "number" }, `${chance(i)} ${status(i)}`)));

function joinRowOf(piece, i) {
  const isA = matches.a[i] === piece, other = otherPiece(i, piece);
  const own = isA ? matches.sideA[i] : matches.sideB[i], its = isA ? matches.sideB[i] : matches.sideA[i];
  return joinRow(i, `${sideName(own)} → ${side(other, its)}`.trim());
}

function where(piece) {
  if (!isPlaced(piece)) return "has no place yet";
  const cell = data.kind === "square" ? `, column ${pieces.cell[2 * piece] + 1}, row ${pieces.cell[2 * piece + 1] + 1}` : "";
  return `group ${pieces.group[piece] + 1}${cell}`;
}

/** One sentence for a screen reader. */
export function pieceSentence(piece) {
  const count = joinsOf(piece).filter(isMade).length;
  return `Piece ${name(piece)}, ${where(piece)}, confidence ${percent(pieces.confidence[piece])}, ${count} joins`;
}

function pieceActions(piece) {
  if (!isPlaced(piece) && !isFixed(piece) && data.kind === "square") return el("div", { class: "actions" });
  return el("div", { class: "actions" },
    (isPlaced(piece) || isFixed(piece)) && el("button", { id: "fix", "aria-pressed": String(isFixed(piece)), title: "F", click: () => (isFixed(piece) ? release(piece) : fix([piece])) }, "Fix here"),
    data.rotation !== "none" && el("button", { id: "turn", title: data.rotation === "free" ? "By 15 degrees (T); by one with . and ,; or Drag: turn" : "T", click: () => document.dispatchEvent(new Event("turn")) }, "Turn"));
}

function showPiece() {
  const panel = byId("piece-panel"), piece = state.piece;
  if (piece < 0) return panel.replaceChildren(el("p", { class: "hint" }, "Choose a piece: click it, or go to the picture and use the arrow keys."));
  const thumb = el("canvas", { class: "thumb", "aria-hidden": "true" });
  drawThumb(thumb, piece);
  const file = pieces.file[piece], own = joinsOf(piece);
  panel.replaceChildren(
    el("h2", {}, "Piece ", name(piece)),
    thumb,
    el("p", {}, file && file !== name(piece) ? `${file}; ` : "", where(piece), isPlaced(piece) ? `; confidence ${percent(pieces.confidence[piece])}` : ""),
    pieceActions(piece),
    el("h3", {}, own.length ? "Joins" : "No joins"),
    el("ul", { class: "rows", id: "piece-joins" }, ...own.slice(0, 40).map((i) => joinRowOf(piece, i))));
}

async function drawThumb(canvas, piece) {
  const picture = await pieceCanvas(piece);
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext("2d").drawImage(picture, 0, 0);
}

function seamCanvas(seam, label) {
  const canvas = el("canvas", { class: "seam", role: "img", "aria-label": label });
  drawSeam(canvas, seam).then((isDrawn) => !isDrawn && canvas.remove());
  return canvas;
}

function behindText(behind) {
  const times = Math.exp(Math.abs(behind));
  const often = times > 1000 ? "more than 1,000" : times.toFixed(times < 10 ? 1 : 0);
  return behind >= 0 ? `${often} times less likely` : `${often} times more likely by its pixels alone; the whole spoke against it`;
}

function rivalsOf(i, ofB) {
  const list = matches.rivals[i], found = [];
  for (let k = 0; k < list.length; k += 4) {
    if (list[k] !== ofB) continue;
    const rival = { piece: list[k + 1], side: list[k + 2], behind: list[k + 3] };
    if (data.kind !== "square") rival.pose = poseAt(matches.rivalPose[i], k / 4);
    found.push(rival);
  }
  return found;
}

function rivalRow(own, ownSide, rival) {
  const label = `${side(rival.piece, rival.side)}: ${behindText(rival.behind)}`;
  const pose = rival.pose || facingPose(own, ownSide, rival.piece, rival.side);
  return el("li", {},
    el("button", { class: "row", click: () => choosePiece(rival.piece, true) }, el("span", {}, label)),
    seamCanvas({ a: own, sideA: ownSide, b: rival.piece, sideB: rival.side, pose }, `Seam of ${side(own, ownSide)} with its rival ${side(rival.piece, rival.side)}`));
}

function rivalList(i, ofB) {
  const own = ofB ? matches.b[i] : matches.a[i], ownSide = ofB ? matches.sideB[i] : matches.sideA[i];
  const rivals = rivalsOf(i, ofB);
  if (rivals.length === 0) return [];
  return [el("h3", {}, `Rivals for ${side(own, ownSide)}`), el("ul", { class: "rows rivals" }, ...rivals.map((rival) => rivalRow(own, ownSide, rival)))];
}

function verdictButton(i, verdict, label, key) {
  const pressed = verdictOf(i) === verdict;
  return el("button", { "data-verdict": verdict, "aria-pressed": String(pressed), title: key, click: () => judge(i, verdict) }, label);
}

function attentionText(i) {
  const look = matches.attention[i];
  if (!look) return "No network's look at this seam was kept.";
  return "Bars: where the network looked along the seam." + (look.stretch.length ? " Green: the stretch that it takes for stitched." : "");
}

function showJoin() {
  const panel = byId("join-panel"), i = state.join;
  if (i < 0) return panel.replaceChildren();
  const seam = { a: matches.a[i], sideA: matches.sideA[i], b: matches.b[i], sideB: matches.sideB[i], pose: poseAt(matches.pose, i), attention: matches.attention[i] };
  panel.replaceChildren(
    el("h2", {}, "Join ", sides(i)),
    el("p", {}, `Right with ${chance(i)} (log-odds ${matches.logOdds[i].toFixed(2)}): ${status(i)}`),
    el("div", { class: "actions" }, verdictButton(i, "together", "Right", "J"), verdictButton(i, "apart", "Wrong", "X")),
    seamCanvas(seam, `Seam of ${sides(i)}: the two pieces face each other`),
    el("p", { class: "hint" }, attentionText(i)),
    ...rivalList(i, 0), ...rivalList(i, 1));
}

// Rows are made when the list is opened, a part at a time.
function fillList(details, list, items, makeRow, step = 60) {
  let shown = 0;
  const more = el("button", { click: () => grow() }, "More");
  const grow = () => {
    list.append(...items.slice(shown, shown + step).map(makeRow));
    shown += step;
    more.remove();
    if (shown < items.length) list.after(more);
  };
  const start = () => details.open && shown === 0 && grow();
  details.addEventListener("toggle", start);
  start();
}

function trayRow(piece) {
  const thumb = el("canvas", { class: "thumb", "aria-hidden": "true" }), best = joinsOf(piece)[0];
  drawThumb(thumb, piece);
  return el("li", {}, thumb,
    el("button", { class: "row", click: () => choosePiece(piece, true) }, el("span", {}, name(piece))),
    best === undefined ? "no suggestion" : el("button", { "data-join": best, click: () => chooseJoin(best) }, `${name(otherPiece(best, piece))}: ${chance(best)}`));
}

function groupRow(index, goTo) {
  const group = data.groups[index], size = group.cols ? `${group.cols} × ${group.rows}, ` : "";
  return el("li", {}, el("button", { class: "row", click: () => goTo(group.box) },
    el("span", {}, `Group ${index + 1}`), el("span", { class: "number" }, `${size}${group.pieces} ${group.pieces === 1 ? "piece" : "pieces"}`)));
}

function count(id, number) {
  const summary = byId(id).querySelector("summary");
  summary.textContent = `${summary.textContent.replace(/ \(.*/, "")} (${number.toLocaleString("en")})`;
}

function find() {
  const text = byId("find-text").value.toLowerCase(), found = [];
  for (let piece = 0; text && piece < numPieces && found.length < 30; ++piece) {
    if ((name(piece) + "\n" + pieces.file[piece]).toLowerCase().includes(text)) found.push(piece);
  }
  byId("find-list").replaceChildren(...found.map((piece) =>
    el("li", {}, el("button", { class: "row", click: () => choosePiece(piece, true) }, el("span", {}, name(piece)), el("span", { class: "number" }, where(piece))))));
}

function showPins() {
  const rows = [...pinnedJoins()].map(([key, { a, sideA, b, sideB, verdict }]) => {
    const text = `${side(a, sideA)} | ${side(b, sideB)}`;
    return el("li", {}, el("span", { class: verdict === "together" ? "right" : "wrong" }, verdictWord[verdict]), el("span", {}, text),
      el("button", { "aria-label": `Take back: ${text}`, click: () => takeBack(key) }, "×"));
  });
  const held = [...fixed()].slice(0, 200).map(([piece, pin]) =>
    el("li", {}, el("span", {}, pin.isMoved ? "moved" : "fixed"), el("span", {}, name(piece)),
      el("button", { "aria-label": `Take back: ${name(piece)}`, click: () => release(piece) }, "×")));
  byId("pins-list").replaceChildren(...rows, ...held);
}

function table(caption, rows) {
  return el("table", {}, el("caption", { class: "hint" }, caption), el("tbody", {}, ...rows.map(([key, value]) =>
    el("tr", {}, el("th", { scope: "row" }, key), el("td", {}, value)))));
}

function showRun() {
  const options = Object.entries(data.options || {}).map(([key, value]) => [key, value === "" ? "—" : String(value)]);
  const seconds = Object.entries(data.seconds).map(([key, value]) => [key, `${value.toFixed(2)} s`]);
  byId("run-tables").replaceChildren(
    table("Seconds by stage", seconds), table("Options", options),
    el("p", { class: "hint" }, `solve-puzzle ${data.version}; score ${data.score}${data.stoppedEarly ? "; stopped early: the best answer found so far" : ""}`));
}

/** Fills the panels and keeps them up to date. goTo: shows a box of the sheet. */
export function showPanels(goTo) {
  const all = Array.from({ length: numMatches }, (_, i) => i);
  const doubted = all.filter((i) => isMade(i) && !matches.accepted[i]).sort((i, j) => matches.logOdds[i] - matches.logOdds[j]);
  const free = pieces.group.map((group, piece) => (group < 0 ? piece : -1)).filter((piece) => piece >= 0);
  count("doubt", doubted.length);
  count("tray", free.length);
  count("groups", data.groups.length);
  fillList(byId("doubt"), byId("doubt-list"), doubted, (i) => joinRow(i, sides(i)));
  fillList(byId("tray"), byId("tray-list"), free, trayRow);
  fillList(byId("groups"), byId("groups-list"), data.groups.map((_, i) => i), (i) => groupRow(i, goTo));
  byId("find-text").addEventListener("input", find);
  showRun();
  onChange((names) => {
    if (names.some((n) => n === "piece" || n === "pins")) showPiece();
    if (names.some((n) => n === "join" || n === "pins")) showJoin();
    if (names.includes("pins")) showPins();
  });
  showPiece();
  showPins();
}
