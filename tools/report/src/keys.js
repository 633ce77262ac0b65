// SPDX-License-Identifier: Apache-2.0
// The keyboard: what each key does in the picture, and the list of keys.
import { byId, el } from "./elements.js";

/** keys: [key, meaning, action(event)][]; a key of null stands for one that only the list shows. */
export function enableKeys(element, keys) {
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key.toLowerCase() !== "z") return;
    if (event.metaKey || event.altKey) return;
    const name = event.key.length === 1 ? event.key.toLowerCase() : (event.shiftKey && event.key.startsWith("Arrow") ? "Shift+" : "") + event.key;
    const found = keys.find(([key]) => key === name);
    if (!found) return;
    event.preventDefault();
    event.stopPropagation();
    found[2](event);
  });
  byId("help-list").replaceChildren(...keys.filter(([, meaning]) => meaning).flatMap(([key, meaning]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, meaning)]));
  byId("help-button").addEventListener("click", () => byId("help").showModal());
}
