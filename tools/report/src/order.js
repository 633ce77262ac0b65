// SPDX-License-Identifier: Apache-2.0
// In which order pieces appear: by the surest join that holds each, strongest first. Knows nothing of the page.
import { isMade, isPlaced, matches, numMatches, numPieces } from "./data.js";

/** Ranks, one per piece: 0 appears first; pieces without a join come last, those without a place have no rank (-1). */
export function ranks() {
  const order = Array.from({ length: numMatches }, (_, i) => i).filter(isMade);
  order.sort((i, j) => matches.logOdds[j] - matches.logOdds[i] || i - j);
  const rank = new Int32Array(numPieces).fill(-1);
  let next = 0;
  for (const i of order) {
    for (const piece of [matches.a[i], matches.b[i]]) if (rank[piece] < 0) rank[piece] = next++;
  }
  for (let piece = 0; piece < numPieces; ++piece) if (rank[piece] < 0 && isPlaced(piece)) rank[piece] = next++;
  return { rank, numPlaced: next };
}
