// SPDX-License-Identifier: Apache-2.0
// solve-puzzle view end to end: the page, a correction, "Solve again", and what the server refuses.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { resolve } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const program = process.env.SOLVE_PUZZLE_PROGRAM;
const folder = resolve("reports", "view"), out = `${folder}/out`;
let server, address;

/** Starts view and waits for the address that it prints. */
function start(...words) {
  return new Promise((done, fail) => {
    const child = spawn(program, ["view", out, ...words], { stdio: ["ignore", "pipe", "pipe"] });
    let text = "", errors = "";
    child.stderr.on("data", (chunk) => (errors += chunk));
    child.stdout.on("data", (chunk) => (text += chunk).includes("\n") && done({ child, address: text.trim() }));
    child.on("exit", (code) => fail(Object.assign(new Error(errors), { code })));
  });
}

before(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync(program, ["cut", "sample:140x112", "-o", `${folder}/puzzle`, "--quiet"]);
  execFileSync(program, ["solve", `${folder}/puzzle`, "-o", out, "--quiet", "--matcher", "classical"]);
  ({ child: server, address } = await start());
});
after(() => server?.kill());

/** Asks the server; gives status and body. */
function ask(path, { method = "GET", headers = {}, body = "" } = {}) {
  const { hostname, port } = new URL(address);
  return new Promise((done, fail) => {
    const call = request({ hostname, port, path, method, headers }, (answer) => {
      let text = "";
      answer.on("data", (chunk) => (text += chunk));
      answer.on("end", () => done({ status: answer.statusCode, text, headers: answer.headers }));
    });
    call.on("error", fail);
    call.end(body);
  });
}

test("listens on 127.0.0.1 under a path that nobody can guess", () => {
  assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\/$/);
});

test("serves the report and nothing else", async () => {
  const path = new URL(address).pathname;
  assert.equal((await ask(path)).status, 200);
  for (const other of ["/", "/index.html", path + "assembly.json", path + "../out/assembly.json", path + "..%2f..%2fetc%2fpasswd", "/etc/passwd", path.slice(0, -2) + "/"]) {
    assert.equal((await ask(other)).status, 404, other);
  }
});

test("refuses other hosts, other sites and what no page of ours sends", async () => {
  const path = new URL(address).pathname, host = new URL(address).host, json = { "Content-Type": "application/json" };
  assert.equal((await ask(path, { headers: { Host: "evil.example" } })).status, 403);
  assert.equal((await ask(path, { headers: { Origin: "http://evil.example" } })).status, 403);
  assert.equal((await ask(path, { headers: { "Sec-Fetch-Site": "cross-site" } })).status, 403);
  assert.equal((await ask(path + "solve", { method: "POST", headers: { ...json, Origin: "null" }, body: "{}" })).status, 403);
  assert.equal((await ask(path + "solve", { method: "POST", headers: { "Content-Type": "text/plain" }, body: "{}" })).status, 415);
  assert.equal((await ask(path + "solve", { method: "POST", headers: { ...json, Origin: `http://${host}` }, body: "{" })).status, 400);
  assert.equal((await ask(path)).headers["access-control-allow-origin"], undefined);
});

test("a second view of the folder and a port that is taken are refused", async () => {
  await assert.rejects(start(), (error) => error.code === 1 && /another solve-puzzle view/.test(error.message));
  const other = resolve("reports", "view", "copy");
  execFileSync("cp", ["-r", out, other]);
  const port = new URL(address).port;
  assert.throws(() => execFileSync(program, ["view", other, "--port", port], { stdio: "pipe" }), (error) => error.status === 1 && /taken/.test(String(error.stderr)));
});

test("a correction in the page is solved again and shown", async () => {
  const browser = await chromium.launch({ executablePath: process.env.SOLVE_PUZZLE_BROWSER, args: ["--no-sandbox"] });
  const page = await browser.newPage(), troubles = [];
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("request", (r) => /^(data|blob):/.test(r.url()) || r.url().startsWith(address) || /favicon/.test(r.url()) || troubles.push(r.url()));
  await page.goto(address);
  await page.focus("#viewer");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.keyboard.press("j");
  assert.equal(await page.locator("#pins-list li").count(), 1);
  await page.click("#solve-again");
  await page.waitForFunction(() => JSON.parse(document.getElementById("data").textContent).matches.pinned.length === 1, null, { timeout: 60000 });
  const answer = JSON.parse(readFileSync(`${out}/assembly.json`, "utf8"));
  assert.equal(answer.matches.filter((match) => match.pinned).length, 1);
  assert.equal(await page.locator("#pins-list li").count(), 1, "the correction is still there");
  assert.deepEqual(troubles, []);
  await browser.close();
});
