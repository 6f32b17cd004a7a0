// The report that `pandu demo` writes, as an officer meets it: on a phone and on a desk, by keyboard, without JavaScript.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch, newPage, overflow, root, views, violations } from "./lib.mjs";

let folder;
let browser;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "pandu-report-"));
  execFileSync("cargo", ["run", "--quiet", "--bin", "pandu", "--", "demo", "--out", folder], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the report. */
async function open(view, options = {}) {
  const address = pathToFileURL(join(folder, "report.html")).href;
  const opened = await newPage(browser, { viewport: view, ...options });
  await opened.page.goto(address);
  return { address, ...opened };
}

for (const view of views) {
  describe(`the report on a ${view.name}`, () => {
    test("fits the screen and asks for nothing else", async () => {
      const { page, complaints, requests, address, close } = await open(view);
      assert.equal(await overflow(page), 0, "the page scrolls sideways");
      assert.deepEqual(complaints, []);
      assert.deepEqual(requests, [address]);
      await close();
    });

    test("has no violation that axe knows", async () => {
      const { page, close } = await open(view);
      assert.deepEqual(await violations(page), []);
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
