// What the browser tests share: the browser, axe, and a server with the demo's nation.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const root = join(import.meta.dirname, "../..");

export const views = [
  { name: "phone", width: 360, height: 740 },
  { name: "desk", width: 1280, height: 900 },
];

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
}

/** A page that keeps everything it asks for and complains about. */
export async function newPage(browser, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints = [];
  const requests = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  return { page, complaints, requests, close: () => context.close() };
}

/** What axe finds wrong with a page: WCAG 2.2 A and AA, and good practice. */
export async function violations(page) {
  await page.evaluate(axeSource);
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await page.evaluate((runOnly) => globalThis.axe.run(document, { runOnly }), rules);
  return found.violations.map((v) => `${v.id}: ${v.help} (${v.nodes.length}) ${v.nodes[0]?.html.slice(0, 120)}`);
}

/** How far a page scrolls sideways, in pixels. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** `pandu demo --serve` on a port of its own, on SQLite or in a PostgreSQL database: its address, the password of each account, passports to scan, and how to end it. */
export async function serveDemo(database) {
  const program = ["run", "--quiet", "--bin", "pandu", "--", "demo", "--serve", "--listen", "127.0.0.1:0"];
  if (database) program.push("--database", database);
  const child = spawn("cargo", program, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const passwords = new Map();
  const passports = [];
  const base = await new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the demo ended with ${code} before it listened`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const account = /^ {2}([a-z][a-z0-9.]+) +([a-z2-7]{16}) /.exec(line);
      if (account) passwords.set(account[1], account[2]);
      if (/^P<[A-Z<]{42}$/.test(line)) passports.push(line);
      const second = /^([A-Z0-9<]{44}) /.exec(line);
      if (second && passports.length > 0) passports[passports.length - 1] += `\n${second[1]}`;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
      if (address) resolve(address[0]);
    });
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  return { base, passwords, passports, stop };
}

/** Signs in as one account of the demo, by keyboard. */
export async function signIn(demo, page, login) {
  await page.goto(`${demo.base}/sign-in`);
  await page.locator("#login").focus();
  await page.keyboard.type(login);
  await page.keyboard.press("Tab");
  await page.keyboard.type(demo.passwords.get(login));
  await page.keyboard.press("Enter");
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
  assert.match(await page.locator("header").innerText(), /Keluar|Sign out/);
}

/** Presses the first button of a form, which may be one without script. */
export async function press(page, action) {
  const form = page.locator(`main form[action$="${action}"]`).first();
  await form.locator("button").first().click();
  await page.waitForLoadState();
}
