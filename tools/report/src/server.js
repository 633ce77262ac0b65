// SPDX-License-Identifier: Apache-2.0
// "Solve again" of solve-puzzle view: sends the pins, shows how far the solver is, loads the new page.
import { data } from "./data.js";
import { byId } from "./elements.js";
import { pinsJson, restore } from "./pins.js";

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function follow() {
  for (;;) {
    const answer = await (await fetch(data.server + "progress")).json();
    byId("solve-progress").value = answer.share;
    byId("solve-text").textContent = answer.error || answer.stage;
    if (answer.error) return false;
    if (!answer.running) return true;
    await wait(200);
  }
}

// The page is loaded anew; the pins stay with this tab.
function showNew() {
  sessionStorage.setItem(data.server, JSON.stringify(pinsJson()));
  byId("download").dataset.used = "yes";
  location.reload();
}

async function solve() {
  const button = byId("solve-again"), progress = byId("solve-progress");
  button.disabled = true;
  progress.hidden = false;
  try {
    const answer = await fetch(data.server + "solve", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(pinsJson()) });
    if (!answer.ok) byId("solve-text").textContent = await answer.text();
    else if (await follow()) return showNew();
  } catch (error) {
    byId("solve-text").textContent = "The program does not answer; is solve-puzzle view still running?";
  }
  progress.hidden = true;
  button.disabled = false;
}

export function enableServer() {
  if (!data.server) return;
  byId("solve-again").hidden = false;
  byId("solve-again").disabled = false;
  byId("solve-again").addEventListener("click", solve);
  const before = JSON.parse(sessionStorage.getItem(data.server));
  if (before && before.puzzle === data.puzzle) restore(before);
}
