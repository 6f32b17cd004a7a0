// The server's pages in a browser: every page that each account can reach by links, and what two agencies do with them.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, newPage, overflow, serveDemo, signIn, views, violations } from "./lib.mjs";

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

/** A session of one account, without script: the pages promise to work so. */
async function plain(login) {
  const opened = await newPage(browser, { viewport: views[0], javaScriptEnabled: false });
  await signIn(demo, opened.page, login);
  return opened;
}

/** Presses the button of the form that sends to an address. */
async function press(page, action) {
  const form = page.locator(`main form[action$="${action}"]`).first();
  await form.locator("button").first().click();
  await page.waitForLoadState();
}

/** Today where the agreement is made, and the same day next year. */
function term() {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Jakarta" }).format(new Date());
  return { begins: today, ends: `${Number(today.slice(0, 4)) + 1}${today.slice(4).replace("02-29", "02-28")}` };
}

describe("an agreement between two agencies, without script", () => {
  let sari;
  let budi;
  let agreement;

  before(async () => {
    [sari, budi] = await Promise.all([plain("petugas.bp3mi"), plain("penyidik.polda")]);
  });

  after(async () => {
    await sari?.close();
    await budi?.close();
  });

  test("is drafted from a template by one", async () => {
    const { page } = sari;
    await page.goto(`${demo.base}/agreements/new`);
    await page.locator("#template").selectOption("bp3mi-polda");
    await page.locator("#first").selectOption({ label: "BP3MI Kepri" });
    await page.locator("#second").selectOption({ label: "Polda Kepri" });
    await page.locator("#region").fill("Kepulauan Riau");
    const { begins, ends } = term();
    await page.locator("#begins").fill(begins);
    await page.locator("#ends").fill(ends);
    await press(page, "/agreements/new");
    agreement = page.url();
    assert.match(agreement, /\/agreements\/[0-9a-f-]{36}$/);
    await page.goto(`${agreement}/draft`);
    const parties = await page.$$eval("main a[href*='/parts/party:']", (found) => found.map((a) => a.href));
    assert.equal(parties.length, 2);
    for (const [at, party] of parties.entries()) {
      await page.goto(party);
      await page.locator("#number").fill(`PKS.${at + 1}/2026`);
      await page.locator("#signatory").fill(["Sari", "Budi"][at]);
      await page.locator("#position").fill("Kepala");
      await press(page, new URL(party).pathname);
    }
  });

  test("is not there for the other side until it is shared", async () => {
    const before = await budi.page.goto(agreement);
    assert.equal(before.status(), 404);
    await sari.page.goto(agreement);
    await press(sari.page, "/share");
    const then = await budi.page.goto(agreement);
    assert.equal(then.status(), 200);
  });

  test("is fixed and signed by both, and is in force", async () => {
    await budi.page.goto(`${agreement}/draft`);
    await press(budi.page, "/fix");
    for (const [{ page }, login] of [[sari, "petugas.bp3mi"], [budi, "penyidik.polda"]]) {
      await page.goto(`${agreement}/sign`);
      await page.locator("#password").fill(demo.passwords.get(login));
      await press(page, "/sign");
    }
    await sari.page.goto(agreement);
    assert.match(await sari.page.locator("main").innerText(), /Berlaku|In force/);
  });
});

describe("a person", () => {
  test("sees with a code from the counter who opened their records", async () => {
    const counter = await newPage(browser, { viewport: views[1] });
    await signIn(demo, counter.page, "petugas.bp3mi");
    await counter.page.goto(`${demo.base}/placements`);
    await counter.page.locator("main table a[href^='/placements/']").first().click();
    await counter.page.locator("main a[href^='/people/']").first().click();
    await counter.page.locator("main a[href^='/own-slips/']").click();
    await press(counter.page, new URL(counter.page.url()).pathname);
    const code = (await counter.page.locator(".secret").last().innerText()).trim();
    const phone = await newPage(browser, { viewport: views[0], javaScriptEnabled: false });
    await phone.page.goto(`${demo.base}/own`);
    await phone.page.locator("main input[name=code]").fill(code);
    await press(phone.page, "/own");
    const seen = await phone.page.locator("main").innerText();
    assert.match(seen, /BP3MI Kepulauan Riau/, "who saw it");
    await phone.page.goto(`${demo.base}/people`);
    assert.match(phone.page.url(), /sign-in/, "one's own view opens nothing else");
    await counter.close();
    await phone.close();
  });
});
