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

describe("the public door on a phone, without account and without script", () => {
  let opened;
  before(async () => {
    opened = await newPage(browser, { viewport: views[0], javaScriptEnabled: false });
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
    await press(page, "/interviews");
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
