// An agreement between two agencies, in a browser without script, from its first draft to what the person sees of it; on both engines.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, newPage, press, serveDemo, signIn, views } from "./lib.mjs";

/** The engines there are here: `cargo xtask test` names an empty PostgreSQL database. */
const postgres = process.env.PANDU_TEST_POSTGRES;
const engines = [["SQLite"], ...(postgres ? [["PostgreSQL", postgres]] : [])];

for (const [engine, database] of engines) describe(`on ${engine}`, () => {
  let demo;
  let browser;

  before(async () => {
    [demo, browser] = await Promise.all([serveDemo(database), launch()]);
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  /** A session of one account, without script: the pages promise to work so. */
  async function plain(login) {
    const opened = await newPage(browser, { viewport: views[0], javaScriptEnabled: false });
    await signIn(demo, opened.page, login);
    return opened;
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
    let knownNik;

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
      // Of the template's two data schedules one is struck out, the other gets the assessment without which it opens nothing.
      const schedule = (key) => `${agreement}/parts/schedule:${key}`;
      await page.goto(schedule("penanganan-kasus"));
      await page.locator("input[name=strike]").check();
      await press(page, new URL(page.url()).pathname);
      await page.goto(schedule("identifikasi-korban"));
      await page.locator("input[name=assessment_number]").fill("PD-1/2026");
      await page.locator("input[name=assessment_made_on]").fill(term().begins);
      await page.locator("input[name=assessment_officer]").fill("Pejabat PDP");
      await page.locator("[name=assessment_risks]").fill("Keluarga dapat dikenali.");
      await page.locator("[name=assessment_measures]").fill("NIK tidak utuh.");
      await press(page, new URL(page.url()).pathname);
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

    /** The police ask about somebody by NIK, for three of the fields. */
    async function ask(nik) {
      const { page } = budi;
      await page.goto(`${agreement}/ask/identifikasi-korban`);
      await page.locator("input[name=number]").fill(nik);
      for (const field of ["sex", "parent_name"]) await page.locator(`input[name=fields][value=${field}]`).uncheck();
      await press(page, "/ask/identifikasi-korban");
      return page.locator("main").innerText();
    }

    test("answers three fields of what the agency knows, and says on which basis", async () => {
      const { page } = sari;
      await open(page);
      const particulars = await page.locator("main").innerText();
      const name = (await page.locator("h1").innerText()).trim();
      const [nik] = /\b\d{16}\b/.exec(particulars);
      const answer = await ask(nik);
      assert.ok(answer.includes(name), "the name is shown");
      assert.ok(answer.includes(nik.slice(-4)) && !answer.includes(nik), "of the NIK the last four digits");
      assert.match(answer, /PKS\.[12]\/2026/, "under which agreement");
      await sari.page.goto(`${agreement}/exchanges`);
      assert.equal(await sari.page.locator("main table tbody tr").count(), 1);
      knownNik = nik;
    });

    test("refuses the same when one side suspends it", async () => {
      const { page } = sari;
      await page.goto(agreement);
      await page.locator("details", { has: page.locator('form[action$="/suspend"]') }).locator("summary").click();
      await page.locator("#reason-suspend").fill("Pemeriksaan.");
      await press(page, "/suspend");
      const answer = await ask(knownNik);
      assert.ok(!answer.includes(knownNik.slice(-4)), "nothing is shown");
      await page.goto(`${agreement}/exchanges`);
      assert.equal(await page.locator("main table tbody tr").count(), 2, "the refused attempt is kept");
    });
  });

  /** The first person of the list of placements. */
  async function open(page) {
    await page.goto(`${demo.base}/placements`);
    await page.locator("main table a[href^='/placements/']").first().click();
    await page.locator("main a[href^='/people/']").first().click();
    await page.waitForLoadState();
  }

  describe("that person", () => {
    test("sees with a code from the counter who opened their records", async () => {
      const counter = await newPage(browser, { viewport: views[1] });
      await signIn(demo, counter.page, "petugas.bp3mi");
      await open(counter.page);
      await counter.page.locator("main a[href^='/own-slips/']").click();
      await press(counter.page, new URL(counter.page.url()).pathname);
      const code = (await counter.page.locator(".secret").last().innerText()).trim();
      const phone = await newPage(browser, { viewport: views[0], javaScriptEnabled: false });
      await phone.page.goto(`${demo.base}/own`);
      await phone.page.locator("main input[name=code]").fill(code);
      await press(phone.page, "/own");
      const seen = await phone.page.locator("main").innerText();
      assert.match(seen, /BP3MI Kepulauan Riau/, "the agency of the counter");
      assert.match(seen, /Kepolisian Daerah Kepulauan Riau/, "those who asked under the agreement");
      await phone.page.goto(`${demo.base}/people`);
      assert.match(phone.page.url(), /sign-in/, "one's own view opens nothing else");
      await counter.close();
      await phone.close();
    });
  });
});
