// The report that `pandu demo` writes, as an officer meets it: on a phone and on a desk, by keyboard, without JavaScript.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const root = join(import.meta.dirname, "../..");
const views = [
  { name: "phone", width: 360, height: 740 },
  { name: "desk", width: 1280, height: 900 },
];

let folder;
let browser;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "pandu-report-"));
  execFileSync("cargo", ["run", "--quiet", "--bin", "pandu", "--", "demo", "--out", folder], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
});

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the report and collects everything it asks for and complains about. */
async function open(view, options = {}) {
  const context = await browser.newContext({ viewport: view, ...options });
  const page = await context.newPage();
  const complaints = [];
  const requests = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  const address = pathToFileURL(join(folder, "report.html")).href;
  await page.goto(address);
  return { page, complaints, requests, address, close: () => context.close() };
}

for (const view of views) {
  describe(`the report on a ${view.name}`, () => {
    test("fits the screen and asks for nothing else", async () => {
      const { page, complaints, requests, address, close } = await open(view);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(overflow, 0, "the page scrolls sideways");
      assert.deepEqual(complaints, []);
      assert.deepEqual(requests, [address]);
      await close();
    });

    test("has no violation that axe knows", async () => {
      const { page, close } = await open(view);
      await page.evaluate(axeSource);
      const { violations } = await page.evaluate(() =>
        globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
      );
      const found = violations.map((v) => `${v.id}: ${v.help} (${v.nodes.length}) ${v.nodes[0]?.html.slice(0, 120)}`);
      assert.deepEqual(found, []);
      await close();
    });
  });
}

describe("the report by itself", () => {
  test("says the same without JavaScript", async () => {
    const scripted = await open(views[0]);
    const plain = await open(views[0], { javaScriptEnabled: false });
    const words = (page) => page.locator("main").innerText();
    assert.equal(await words(plain.page), await words(scripted.page));
    await scripted.close();
    await plain.close();
  });

  test("lets the keyboard jump to its content", async () => {
    const { page, close } = await open(views[1]);
    await page.keyboard.press("Tab");
    const target = await page.evaluate(() => document.activeElement?.getAttribute("href"));
    assert.ok(target?.startsWith("#"), "the first stop is a skip link");
    assert.equal(await page.locator(target).count(), 1);
    await close();
  });

  test("prints without losing a person", async () => {
    const { page, close } = await open(views[1]);
    const names = () => page.locator("main").innerText();
    const onScreen = await names();
    await page.emulateMedia({ media: "print" });
    assert.ok((await names()).length >= onScreen.length * 0.95, "the printed page drops text");
    await close();
  });
});
