// SPDX-License-Identifier: Apache-2.0
// Bundles src/ into dist/report.js and dist/report.css. Run by `tools/report/build`; needs npm, which users do not.
import { build } from "esbuild";
import { readFileSync } from "node:fs";

const licence = readFileSync("node_modules/openseadragon/LICENSE.txt", "utf8").trim();
const banner = `/*! OpenSeadragon, bundled below:\n${licence}\n*/\n/*! solve-puzzle report: Apache-2.0 */`;

await build({
  entryPoints: ["src/main.js"],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  charset: "ascii",
  legalComments: "inline",
  banner: { js: banner },
  outfile: "dist/report.js",
});
await build({ entryPoints: ["src/report.css"], minify: true, outfile: "dist/report.css" });
