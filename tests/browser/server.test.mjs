// The server's pages in a browser: every page that each account can reach by links, and what two agencies do with them.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, newPage, overflow, press, serveDemo, signIn, views, violations } from "./lib.mjs";

let demo;
let browser;

before(async () => {
  [demo, browser] = await Promise.all([serveDemo(), launch()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** `/people/0197../edit` is looked at once, not once a person. */
const kind = (path) => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID");

/** Follows the links of a signed-in page and looks at one page of each kind. */
async function look(page, seen) {
  const wrong = [];
  const waiting = [new URL(page.url()).pathname];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (seen.has(kind(path))) continue;
    seen.add(kind(path));
    const answer = await page.request.get(demo.base + path);
    if (!answer.headers()["content-type"]?.startsWith("text/html")) continue;
    await page.goto(demo.base + path);
    const complain = (what) => wrong.push(`${kind(path)}: ${what}`);
    if (answer.status() !== 200) complain(`a link leads to ${answer.status()}`);
    if ((await overflow(page)) !== 0) complain("scrolls sideways");
    for (const violation of await violations(page)) complain(violation);
    const links = await page.$$eval("a[href^='/']", (found) => found.map((a) => a.getAttribute("href")));
    waiting.push(...links.map((link) => link.split(/[?#]/)[0]));
  }
  return wrong;
}

describe("the public door on a phone, without account and without script", () => {
  let opened;
  before(async () => {
    opened = await newPage(browser, { viewport: views[0], javaScriptEnabled: false, locale: "id-ID" });
  });
  after(() => opened?.close());

  test("leads from the front page to whatever a family needs", async () => {
    const looked = await newPage(browser, { viewport: views[0] });
    await looked.page.goto(`${demo.base}/`);
    const seen = new Set();
    assert.deepEqual(await look(looked.page, seen), []);
    for (const path of ["/cek-tawaran", "/perusahaan", "/informasi", "/kontak"]) assert.ok(seen.has(path), path);
    assert.deepEqual(looked.complaints, []);
    await looked.close();
  });

  test("says what is wrong with an offer, and whom to call", async () => {
    const { page } = opened;
    await page.goto(`${demo.base}/cek-tawaran`);
    await page.locator("#recruiter").selectOption("person");
    await page.locator("#company").fill("PT Cipta Karya Semestaa");
    await page.locator("#country").selectOption("KHM");
    await page.locator("#job").selectOption("online");
    await page.locator("#visa").selectOption("visit");
    await press(page, "/cek-tawaran");
    const said = await page.locator("main").innerText();
    for (const words of ["Jangan berangkat dulu", "Bukan visa kerja", "Tidak Terdaftar", "PT CIPTA KARYA SEMESTA"]) {
      assert.ok(said.includes(words), words);
    }
    assert.ok((await page.locator("main a[href^='tel:']").count()) >= 3);
    assert.ok(!page.url().includes("?"), "nothing that was typed stands in the address");
    assert.equal(await overflow(page), 0);
    // The answers stay when they are changed.
    await press(page, "/cek-tawaran");
    assert.equal(await page.locator("#visa").inputValue(), "visit");
  });

  test("whose results axe finds nothing wrong with", async () => {
    const looked = await newPage(browser, { viewport: views[0] });
    await looked.page.goto(`${demo.base}/cek-tawaran`);
    await looked.page.locator("#visa").selectOption("visit");
    await press(looked.page, "/cek-tawaran");
    assert.deepEqual(await violations(looked.page), []);
    await looked.page.goto(`${demo.base}/perusahaan`);
    await looked.page.locator("#company").fill("Tjipta Karya Semesta");
    await press(looked.page, "/perusahaan");
    assert.deepEqual(await violations(looked.page), []);
    await looked.page.goto(`${demo.base}/informasi/SAU/domestic`);
    assert.deepEqual(await violations(looked.page), []);
    await looked.close();
  });
});

for (const view of views) {
  describe(`every page on a ${view.name}`, () => {
    const accounts = ["admin", "petugas.kp2mi", "petugas.bp3mi", "petugas.imigrasi", "penyidik.polda", "petugas.pemko"];
    for (const login of accounts) {
      test(`that ${login} reaches fits, and axe finds nothing`, async () => {
        const { page, complaints, requests, close } = await newPage(browser, { viewport: view });
        await signIn(demo, page, login);
        const seen = new Set();
        assert.deepEqual(await look(page, seen), []);
        assert.deepEqual(complaints, []);
        assert.ok(seen.size >= 6, `only ${seen.size} pages were reached`);
        assert.deepEqual(requests.filter((address) => !address.startsWith(demo.base)), []);
        await close();
      });
    }
  });
}

/** The first page that a person's list leads to. */
async function search(page, name) {
  await page.goto(`${demo.base}/people`);
  await page.locator("input[name=name]").fill(name);
  await page.locator("input[name=name]").press("Enter");
  return page.locator("main a[href^='/people/']").allInnerTexts();
}

describe("an officer of BP3MI", () => {
  test("finds a person by a name badly spelled", async () => {
    const { page, close } = await newPage(browser, { viewport: views[0] });
    await signIn(demo, page, "petugas.bp3mi");
    await page.goto(`${demo.base}/placements`);
    const name = (await page.locator("main table a[href^='/placements/']").first().innerText()).trim();
    const spelled = name.replace(/[UI]/, (letter) => (letter === "U" ? "OE" : "Y"));
    assert.ok((await search(page, spelled)).some((hit) => hit.includes(name)), `${spelled} should find ${name}`);
    assert.ok(!page.url().includes("="), "a name stands in no address");
    await close();
  });
});

describe("an officer at the departure desk", () => {
  const scan = (page, passport) => page.keyboard.type(`${passport}\n`, { delay: 2 });

  test("scans, decides by one key, and a scan over a traveller decides nothing", async () => {
    const { page, complaints, close } = await newPage(browser, { viewport: views[1] });
    await signIn(demo, page, "petugas.bp3mi");
    await page.goto(`${demo.base}/desk`);
    // A browser that is busy puts the cursor into the field a little after the page has come.
    await page.waitForFunction(() => document.activeElement?.id === "mrz");
    await scan(page, demo.passports[0]);
    await page.waitForURL(/\/desk\/[0-9a-f-]{36}$/);
    const traveller = page.url();
    assert.deepEqual(await violations(page), []);
    // The next passport comes too early: nothing is decided about whoever stands here.
    await scan(page, demo.passports[1]);
    await page.waitForTimeout(1000);
    assert.equal(page.url(), traveller);
    assert.equal(await page.locator("#reason").inputValue(), "");
    await page.keyboard.press("1");
    await page.waitForURL(/\/desk\?/);
    assert.equal(await page.evaluate(() => document.activeElement?.id), "mrz", "ready for the next scan");
    assert.deepEqual(complaints, []);
    await close();
  });
});

describe("a patrol on a phone", () => {
  test("writes down a group without a link, and it arrives once when there is one", async () => {
    const { page, close } = await newPage(browser, { viewport: views[0] });
    await signIn(demo, page, "petugas.bp3mi");
    await page.goto(`${demo.base}/interceptions/new`);
    const write = async (place) => {
      await page.locator("#place").fill(place);
      await page.locator("#name-0").fill("Rina Wati");
      await page.locator("#age-0").fill("19");
      await page.locator("main form[action$='/interceptions'] .actions button").click();
    };
    await page.context().setOffline(true);
    await write("Dermaga Teluk Mata Ikan");
    await page.locator("[data-waiting]:visible", { hasText: "1" }).waitFor();
    assert.equal(await page.locator("#place").inputValue(), "", "ready for the next group");
    await page.context().setOffline(false);
    await page.waitForURL(/\/interceptions\/[0-9a-f-]{36}$/);
    assert.match(await page.locator("main").innerText(), /Rina Wati/);
    await page.goto(`${demo.base}/interceptions`);
    assert.equal(await page.locator("main tbody tr").count(), 1);
    assert.equal(await page.evaluate(() => localStorage.getItem("pandu-waiting")), "[]", "nothing stays on the phone");
    await close();
  });
});

describe("an interview", () => {
  test("is kept as it is written, also over a broken link", async () => {
    const { page, close } = await newPage(browser, { viewport: views[0] });
    await signIn(demo, page, "petugas.bp3mi");
    await page.goto(`${demo.base}/desk`);
    await page.locator("#mrz").fill(demo.passports[2]);
    await page.waitForURL(/\/desk\/[0-9a-f-]{36}$/);
    await page.locator("main form[action$='/interviews'] button").click();
    await page.waitForURL(/\/interviews\//);
    assert.match(page.url(), /\/interviews\/[0-9a-f-]{36}$/);
    await page.context().setOffline(true);
    await page.locator("#reply-debt-yes").check();
    await page.locator("#words-debt").fill("kepada sponsor");
    await page.locator("[data-kept]", { hasText: /Belum|Not kept/ }).waitFor();
    await page.context().setOffline(false);
    await page.locator("[data-kept]", { hasText: /^(Tersimpan|Kept)/ }).waitFor();
    await page.reload();
    assert.equal(await page.locator("#words-debt").inputValue(), "kepada sponsor");
    assert.ok(await page.locator("#reply-debt-yes").isChecked());
    await close();
  });
});
