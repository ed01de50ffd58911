/** A catalogue comes in from a file on its pages: checked, carried out, refused with its faults. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { actorOf } from "../../../test/support/accounts.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { anyone, type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { type TestWeb, tokenIn } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { exportCatalogue, readImport } from "../../api/import-reads.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { noteProgress } from "../../store/imports/writer.ts";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let prime: Colleague;
let analyst: Colleague;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  prime = await aSignedIn(web, house.context, "prime", "psp");
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
});
afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

const form = "/console/products/import";

async function send(text: string | Uint8Array, who = prime) {
  const csrf = tokenIn((await who.browser.get(form)).body);
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  return who.browser.upload(form, { _csrf: csrf }, [{ name: "catalogue.csv", bytes }]);
}

const read = async (path: string) => textOf((await prime.browser.get(path)).body);

test("a file is checked first, shows how far it is, and is carried out with one click", async () => {
  const sent = await send("entity,product,version\nHome,Gate,1.0\nHome,Gate,1.1\n");
  const check = String(sent.headers.location);
  const waiting = await prime.browser.get(check);
  expect(waiting.headers.refresh).toBe("2");
  expect(textOf(waiting.body)).toContain("The file is being read.");
  const importId = check.split("/").at(-1) ?? "";
  await house.context.transaction(theWorker, (tx) =>
    noteProgress(house.context, tx, importId, { done: 1, total: 3 }),
  );
  expect((await prime.browser.get(check)).body).toMatch(/<progress value="1" max="3"/);
  await runOwed(tasks.on);
  expect(await read(check)).toContain(
    "3 entries of the catalogue would be added, 0 would be changed",
  );
  expect(await read(check)).toMatch(
    /What would change .* Line What Which Change 2 Product Home \/ Gate Added 2 Version Home \/ Gate \/ 1\.0 Added 3 Version/,
  );
  expect(await read("/console/products")).toContain("The catalogue is empty");
  const done = await prime.browser.submit(check, {});
  await runOwed(tasks.on);
  expect(await read(String(done.headers.location))).toContain(
    "3 entries of the catalogue were added",
  );
  expect(await read("/console/products")).toContain("Gate");
  expect(await read(form)).toMatch(/Your imports .* Import Done .* Check Done/);
});

test("faults stand in a list with line and column, and nothing of the file is imported", async () => {
  const sent = await send("entity,product,kind\nHome,Door,product\nHome,Lock,gadget\n");
  await runOwed(tasks.on);
  const told = await read(String(sent.headers.location));
  expect(told).toContain("The file has faults: nothing of it can be imported as it is.");
  expect(told).toMatch(/3 3 kind This must be one of product, service\./);
  expect(told).not.toContain("Import it now");
  expect(await read("/console/products")).not.toContain("Door");
});

test("a file that is no text, or none at all, is said at the field", async () => {
  const wrong = await send(Uint8Array.of(0x80, 0x81, 0xff));
  expect(wrong.statusCode).toBe(422);
  expect(textOf(wrong.body)).toContain("This file is no text in UTF-8.");
  const csrf = tokenIn((await prime.browser.get(form)).body);
  const none = await prime.browser.upload(form, { _csrf: csrf });
  expect(none.statusCode).toBe(422);
  expect(textOf(none.body)).toContain("Choose a file.");
});

test("the catalogue goes out as CSV and JSON, for every colleague", async () => {
  const csv = await analyst.browser.get("/console/products/catalogue.csv");
  expect(csv.headers["content-disposition"]).toContain("catalogue.csv");
  expect(csv.body).toContain("Home,,,,Gate,product,,,yes,no,,1.1,,full,,,,,,,\r\n");
  const json = JSON.parse((await analyst.browser.get("/console/products/catalogue.json")).body);
  expect(json.products[0]).toMatchObject({
    name: "Gate",
    versions: [{ name: "1.1" }, { name: "1.0" }],
  });
});

/** Checks a file, and carries it out where it changes anything; what the page of the import says. */
async function imported(text: string): Promise<string> {
  const check = String((await send(text)).headers.location);
  await runOwed(tasks.on);
  const checked = await prime.browser.get(check);
  if (!checked.body.includes("Import it now")) return textOf(checked.body);
  const done = await prime.browser.submit(check, {});
  await runOwed(tasks.on);
  return read(String(done.headers.location));
}

const exported = async (kind: "csv" | "json", who = prime) =>
  (await who.browser.get(`/console/products/catalogue.${kind}`)).body;

const pageOf = async (name: string) => {
  const list = (await prime.browser.get("/console/products")).body;
  const link = new RegExp(`href="(/console/products/[0-9a-f-]{36})"[^>]*>(?:<bdi>)?${name}<`);
  return read(link.exec(list)?.[1] ?? "no such product");
};

test("owners come in by their sign-in names, go out again, and stay among those who keep the catalogue", async () => {
  await aSignedIn(web, house.context, "ada@house.example", "engineer");
  const told = await imported(
    "entity,product,primes,engineers\nHome,Gate,Prime,prime; ADA@house.example\n",
  );
  expect(told).toContain("0 entries of the catalogue were added, 1 were changed");
  const owners = /Product security primes The prime Engineers The prime, The ada@house.example/;
  expect(await pageOf("Gate")).toMatch(owners);
  const [csv, json] = [await exported("csv"), await exported("json")];
  expect(csv).toContain("Gate,product,,,yes,no,,prime,ada@house.example; prime,1.1,");
  expect(JSON.parse(json).products[0]).toMatchObject({ primes: ["prime"] });
  for (const file of [csv, json, "entity,product,version\nHome,Gate,1.0\n"]) {
    expect(await imported(file)).toContain("Everything is there already");
  }
  expect(await pageOf("Gate")).toMatch(owners);
  for (const file of [await exported("csv", analyst), await exported("json", analyst)]) {
    expect(file).not.toMatch(/primes|ada@house/);
    expect(await imported(file)).toContain("Everything is there already");
  }
  const open = await exportCatalogue.run(house.context, { actor: anyone, scopes: null }, {});
  expect(JSON.stringify(open)).toContain("Gate");
  expect(JSON.stringify(open)).not.toMatch(/primes|engineers|ada@house/);
});

test("a check says row by row what would be changed, and where nothing is, nothing", async () => {
  const file =
    "entity,product,primes,retired,version,support\nHome,Gate,prime,no,1.0,ended\nHome,Gate,,,1.1,full\n";
  const check = String((await send(file)).headers.location);
  await runOwed(tasks.on);
  const told = await read(check);
  expect(told).toContain("2 Version Home / Gate / 1.0 Changed: support");
  expect(told).not.toMatch(/Version Home \/ Gate \/ 1\.1|Product Home \/ Gate/);
});

test("what a check changes stands before all that it adds, also where very much is new", async () => {
  // Given a file with more additions than are told, and a change before and after them
  const added = Array.from({ length: 600 }, (_, at) => `Home,Gate,New ${at},full`);
  const rows = ["Home,Gate,1.0,ended", ...added, "Home,Gate,1.1,security"];
  const sent = await send(`entity,product,version,support\n${rows.join("\n")}\n`);
  await runOwed(tasks.on);
  // Then both changes are told first, and how many of all are told
  const told = await read(String(sent.headers.location));
  expect(told).toContain("These are 500 of 602: what is changed stands before what is added.");
  expect(told).toMatch(
    /2 Version Home \/ Gate \/ 1\.0 Changed: support 603 Version Home \/ Gate \/ 1\.1 Changed: support 3 Version Home \/ Gate \/ New 0 Added/,
  );
});

test("a file that was checked before a colleague changed the catalogue is to be checked again", async () => {
  const file =
    "entity,product,version,support\nHome,Gate,1.0,full\nHome,Gate,1.1,full\nHome,Latch,,\n";
  const check = String((await send(file)).headers.location);
  await runOwed(tasks.on);
  expect(await read(check)).toContain(
    "1 entries of the catalogue would be added, 0 would be changed",
  );
  await imported("entity,product,version,support\nHome,Gate,1.1,ended\n");
  const done = await prime.browser.submit(check, {});
  await runOwed(tasks.on);
  const place = String(done.headers.location);
  const told = await read(place);
  expect(told).toContain("the catalogue has changed since this file was checked");
  expect(told).toContain("Choose the file again");
  expect(told).not.toContain("has faults");
  const asked = { importId: place.split("/").at(-1) ?? "" };
  const actor = await actorOf(house.context, prime.session);
  const answer = await readImport.run(house.context, { actor, scopes: null }, asked);
  expect(answer).toMatchObject({ state: "refused", outdated: true, added: 0 });
  expect(JSON.stringify(answer)).not.toContain("planDigest");
  expect(await read("/console/products")).not.toContain("Latch");
});

test("an owner whom nobody knows, or whose account is closed, is a fault and changes nobody", async () => {
  const { personId } = await aSignedIn(web, house.context, "former", "engineer");
  await house.context.transaction(theWorker, (tx) =>
    tx.run("update people set disabled_at = $2 where person_id = $1", [
      personId,
      house.context.now(),
    ]),
  );
  const told = await imported(
    "entity,product,primes,engineers\nHome,Gate,prime; nobody,\nHome,Lock,,former\n",
  );
  expect(told).toMatch(/2 3 primes Name 2 of this: nobody signs in by that name\./);
  expect(told).toMatch(/3 4 engineers Name 1 of this: that account is closed\./);
  expect(await pageOf("Gate")).toContain("Product security primes The prime Engineers");
  expect(await read("/console/products")).not.toContain("Lock");
});

test("[ALE-49] components come in with their version, go out to colleagues, and to nobody else", async () => {
  const told = await imported(
    [
      "entity,product,version,component,component version,component purl,component use",
      "Home,Gate,1.1,libxml2,2.9.1,pkg:generic/libxml2@2.9.1,",
      'Home,Gate,1.1,"PostgreSQL; 18",,,used',
    ].join("\n"),
  );
  expect(told).toContain("2 entries of the catalogue were added, 0 were changed, 2 stayed");
  expect(await pageOf("Gate")).toMatch(
    /libxml2 2\.9\.1 1\.1 Part of it pkg:generic\/libxml2@2\.9\.1 .*PostgreSQL; 18 1\.1 Used by it/,
  );
  const [csv, json] = [await exported("csv", analyst), await exported("json", analyst)];
  expect(csv).toContain("Home,,,,Gate,,,,,,,1.1,,,,,,PostgreSQL; 18,,,used\r\n");
  expect(JSON.parse(json).products[0].versions[0].components).toHaveLength(2);
  for (const file of [csv, json]) {
    expect(await imported(file)).toContain("Everything is there already");
  }
  const changed = "entity,product,version,component,component use\nHome,Gate,1.1,PostgreSQL; 18,";
  expect(await imported(`${changed}embedded`)).toContain("1 were changed, 2 stayed");
  expect(await pageOf("Gate")).toContain("PostgreSQL; 18 1.1 Part of it");
  const open = await exportCatalogue.run(house.context, { actor: anyone, scopes: null }, {});
  expect(JSON.stringify(open)).not.toMatch(/component|libxml2/);
});

test("[ALE-52] a security profile comes in as its product's page keeps it, and goes to colleagues alone", async () => {
  const head = "entity,product,security profile\n";
  expect(await imported(`${head}Home,Gate,CR:H/IR:Z`)).toMatch(
    /2 3 security profile This is no security profile, such as CR:H\/IR:M\/AR:L\./,
  );
  expect(await imported(`${head}Home,Gate,CR:H/IR:M/AR:L`)).toContain("1 were changed");
  const link = /href="(\/console\/products\/[0-9a-f-]{36})"[^>]*>(?:<bdi>)?Gate</;
  const path = link.exec((await prime.browser.get("/console/products")).body)?.[1] ?? "";
  expect((await prime.browser.get(path)).body).toContain("CR:H/IR:M/AR:L");
  for (const file of [await exported("csv", analyst), await exported("json", analyst)]) {
    expect(file).toContain("CR:H/IR:M/AR:L");
    expect(await imported(file)).toContain("Everything is there already");
  }
  const open = await exportCatalogue.run(house.context, { actor: anyone, scopes: null }, {});
  expect(JSON.stringify(open)).not.toMatch(/CR:H|profile/i);
});

test("the tree of entities comes in whole or not at all, and goes out as it stands", async () => {
  const head = "entity,entity parent,entity kind,product\n";
  const top = "Alcatel-Lucent Enterprise";
  const wrong = await imported(`${head}Group,Division,,\nDivision,Group,,\nDivision,Nowhere,,\n`);
  expect(wrong).toMatch(/2 2 entity parent The entity would stand below itself\./);
  expect(wrong).toMatch(/4 2 entity parent Line 3 says something else of this entity\./);
  expect(await read("/console/products/entities")).not.toContain("Division");
  const told = await imported(`${head}Division,Group,,Window\nGroup,${top},business-group,\n`);
  expect(told).toContain("3 entries of the catalogue were added");
  expect(await read("/console/products/entities")).toMatch(
    /Group \(business group\) .*Division \(unit, 1 product\)/,
  );
  const [csv, json] = [await exported("csv"), await exported("json", analyst)];
  expect(csv).toContain(`\r\nDivision,Group,unit,,`);
  expect(JSON.parse(json).entities).toEqual([
    { name: "Division", parent: "Group", kind: "unit" },
    { name: "Group", parent: top, kind: "business-group" },
  ]);
  const apart = JSON.stringify({ entities: JSON.parse(json).entities });
  for (const file of [csv, json, apart]) {
    expect(await imported(file)).toContain("Everything is there already");
  }
  expect(await imported(`${head}Division,${top},,\n`)).toContain("1 were changed");
  expect(await exported("csv")).toContain(`\r\nDivision,${top},unit,,`);
});

test("an analyst imports nothing, and sees no import of somebody else", async () => {
  expect((await analyst.browser.get(form)).statusCode).toBe(403);
  const sent = await send("entity,product\nHome,Bolt\n");
  const theirs = await analyst.browser.get(String(sent.headers.location));
  expect(theirs.statusCode).toBe(404);
});
