/** Reports of a bounty platform's export come in from a file on their page, each once. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { type TestWeb, tokenIn } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { takeOutside } from "../../actions/reports/take-outside.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { csvLine } from "../../lib/csv.ts";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let lead: Colleague;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "lead", "lead");
});
afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

const form = "/console/import-reports";
const read = async (path: string) => textOf((await lead.browser.get(path)).body);

async function count(what: string): Promise<number> {
  const { rows } = await house.pools.worker.query(`select count(*)::int as count from ${what}`);
  return rows[0].count;
}

/** The page of the check of a file. */
async function checked(text: string, name = "export.csv"): Promise<string> {
  const csrf = tokenIn((await lead.browser.get(form)).body);
  const file = { name, bytes: Buffer.from(text) };
  const sent = await lead.browser.upload(form, { _csrf: csrf }, [file]);
  await runOwed(tasks.on);
  return String(sent.headers.location);
}

/** Carries out what was checked; its page. */
async function imported(check: string): Promise<string> {
  const done = await lead.browser.submit(check, {});
  await runOwed(tasks.on);
  return read(String(done.headers.location));
}

async function newest(): Promise<string> {
  const { rows } = await house.pools.worker.query(
    "select reference from cases order by opened_at desc, reference desc limit 1",
  );
  return rows[0].reference;
}

const bugcrowd = (...rows: readonly (readonly string[])[]) => {
  const head = [
    ...["reference_number", "bounty_code", "source", "username", "title", "caption", "priority"],
    ...["amount", "vrt_lineage", "substate", "state", "bug_url", "description", "http_request"],
    ...["extra_info", "submitted_at", "target_name"],
  ];
  return `\ufeff${[head, ...rows].map(csvLine).join("")}`;
};
const submission = (number: string, state: string, text = "A long header lets it restart.") => [
  ...[number, "vendor", "platform", "finder-7", "The gateway restarts", "", "2", "900"],
  ...["Denial of service", state, "open", "https://gate.example/", text, "GET / HTTP/1.1", ""],
  ...["2026-03-01 06:15:06 UTC", "Gateway 4"],
];

describe("an export whose columns are known", () => {
  test("is checked first, and then each of its reports is a case that is answered there", async () => {
    const before = await count("inbox");
    const long = `${"x".repeat(20_000)} the end`;
    const check = await checked(
      bugcrowd(submission("bc-1", "unresolved", long), submission("bc-2", "triaged")),
    );
    const page = await read(check);
    expect(page).toContain("2 reports would be added");
    expect(page).toMatch(/Where the reports lie Bugcrowd/);
    expect(await count("inbox")).toBe(before);
    expect(await imported(check)).toContain("2 reports were added");
    expect(await count("cases")).toBe(2);
    expect(await count("clocks where stopped_at is null and met_at is null")).toBeGreaterThan(0);
    const found = await read(`/console/cases/${await newest()}`);
    expect(found).toContain("It is answered at Bugcrowd");
    expect(found).toContain("Its state there was");
    expect(found).toMatch(/P2/);
    expect(found).toContain("GET / HTTP/1.1");
    expect(tasks.sent).toEqual([]);
    expect((await lead.browser.get("/console/search?q=bc-1")).body).toContain("PSIRT-2026-");
  });

  test("a longer one adds what is new, and says what stands otherwise there by now", async () => {
    const check = await checked(
      bugcrowd(
        submission("bc-1", "unresolved", "Other words"),
        submission("BC-2", "resolved"),
        submission("bc-3", "new"),
      ),
    );
    const page = await read(check);
    expect(page).toContain(
      "1 reports would be added, 1 stand otherwise at their site, 1 stay as they are.",
    );
    expect(page).toMatch(/BC-2 triaged resolved/);
    expect(await imported(check)).toContain("1 reports were added");
    expect(await count("cases")).toBe(3);
    const { rows } = await house.pools.worker.query(
      `select c.reference from events e join cases c on c.case_id = e.case_id
        where e.type = 'report.moved-elsewhere'`,
    );
    expect(rows).toHaveLength(1);
    const moved = `/console/cases/${rows[0].reference}`;
    expect(await read(moved)).toContain("Its state there was resolved on");
    expect(await read(`${moved}/history`)).toContain("triaged → resolved");
    const again = await checked(bugcrowd(submission("bc-2", "resolved")));
    expect(await read(again)).toContain("Everything is there already: 1 reports.");
  });

  test("a report that was read from the site itself is not taken a second time", async () => {
    const of = { author: null, product: null, versions: null, severity: null, cwe: null };
    const report = { ...of, site: "hackerone", number: "1337", url: null, cveId: null } as const;
    const text = {
      title: "One",
      description: "Words",
      createdAt: house.context.now(),
      state: "triaged",
    };
    await takeOutside(house.context, "hackerone vendor", "vendor", [{ ...report, ...text }]);
    await runOwed(tasks.on);
    const row = {
      ...{ id: "1337", title: "One", severity_rating: "medium", substate: "triaged" },
      ...{ reported_at: "2024-05-12 04:05:27 UTC", structured_scope: "gate.example" },
    };
    const findings = [row, { ...row, id: "1400" }];
    const check = await checked(JSON.stringify({ findings }), "export.json");
    const page = await read(check);
    expect(page).toContain("1 reports would be added, 1 stay as they are.");
    await imported(check);
    const found = await lead.browser.get(`/console/cases/${await newest()}`);
    expect(found.body).toContain('href="https://hackerone.com/reports/1400"');
    expect(textOf(found.body)).toContain("The file holds no text of this report");
  });
});

describe("an export whose columns nobody knows", () => {
  const text = [
    "Case;Headline;Sent;Mail;Status;Body",
    "F-1;A door;03/04/2025 10:00;finder@lab.example;open;It opens, always",
    "F-2;A window;31/03/2025 10:00;nobody;open;It is open",
    "F-3;A wall;01/03/2025 10:00;other@lab.example;done;It fell",
  ].join("\r\n");
  const said = {
    ...{ site: "other", siteName: "Our form", answered: "here", dateOrder: "day-first" },
    ...{ zone: "Europe/Paris", "column-number": "Case", "column-title": "Headline" },
    ...{ "column-description": "Body", "column-reported": "Sent", "column-email": "Mail" },
    "column-state": "Status",
  };
  const choose = (check: string, form: Record<string, string>) =>
    lead.browser.submit(check, form, `${check}/columns`);

  test("says so where its file is gone by then", async () => {
    const check = await checked(text);
    const gone = "update imports set file_sealed = null, export_sealed = null where import_id = $1";
    await house.pools.worker.query(gone, [check.split("/").at(-1)]);
    const told = await choose(check, said);
    expect(told.statusCode).toBe(409);
    expect(textOf(told.body)).toContain("Choose the file again.");
  });

  test("shows its first rows, and what is missing in what was said, with all of it kept", async () => {
    const check = await checked(text);
    const page = await read(check);
    expect(page).toContain("The columns of this file are not known.");
    expect(page).toContain("It opens, always");
    expect(page).not.toContain("Import it now");
    const refused = await choose(check, { ...said, "column-number": "", siteName: "" });
    expect(refused.statusCode).toBe(422);
    const told = textOf(refused.body);
    expect(told).toContain("Choose the column that tells each report from all others");
    expect(told).toContain("Name the site.");
    expect(refused.body).toMatch(/<option value="Headline" selected[^>]*>/);
    const reloaded = await lead.browser.get(`${check}/columns`);
    expect([reloaded.statusCode, reloaded.headers.location]).toEqual([303, check]);
    const zone = await choose(check, { ...said, zone: "Mars/Base" });
    expect(textOf(zone.body)).toContain("Write a zone such as Europe/Paris");
  });

  test("is taken by what was said: dates in their zone, addresses in the vault, answers by mail", async () => {
    const first = String((await choose(await checked(text), said)).headers.location);
    await runOwed(tasks.on);
    expect(await read(first)).toMatch(/3 4 Mail This is not an e-mail address\./);
    expect(await read(first)).toContain("2 reports would be added");
    const open = String((await choose(first, { ...said, leaveOut: "done" })).headers.location);
    await runOwed(tasks.on);
    const page = await read(open);
    expect(page).toContain("1 reports would be added");
    expect(page).toMatch(/Left out 1, in the states done/);
    const before = await count("cases");
    const sent = tasks.sent.length;
    await imported(open);
    expect(await count("cases")).toBe(before + 1);
    expect(tasks.sent.slice(sent).map(({ to }) => to)).toEqual([["finder@lab.example"]]);
    const { rows } = await house.pools.worker.query(
      "select attempted_at as at from reports order by received_at desc, report_id desc limit 1",
    );
    expect(rows[0].at.toISOString()).toBe("2025-04-03T08:00:00.000Z");
    const found = await read(`/console/cases/${await newest()}`);
    expect(found).toContain("It was reported at Our form");
    expect(found).not.toContain("finder@lab.example");
    for (const table of ["imports", "inbox", "reports", "events"]) {
      expect(await count(`${table} t where t::text like '%finder@lab%'`), table).toBe(0);
      expect(await count(`${table} t where t::text like '%It opens%'`), table).toBe(0);
    }
  });
});

test("a broken file is refused whole, with its place", async () => {
  const page = await read(await checked('a;b\n"open;x\n'));
  expect(page).toContain("A quotation mark is not closed.");
  expect(page).not.toContain("Import it now");
});

test("an analyst imports no reports, and says nothing of the columns of a lead's file", async () => {
  const analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  expect((await analyst.browser.get(form)).statusCode).toBe(403);
  const check = await checked("a,b\n1,2\n");
  expect((await analyst.browser.get(check)).statusCode).toBe(404);
});

test("an export that is stopped half-way goes on, and tells all that it took as its own", async () => {
  const rows = [1, 2, 3, 4, 5].map((each) => submission(`half-${each}`, "new"));
  const done = await lead.browser.submit(await checked(bugcrowd(...rows)), {});
  const before = await count("inbox");
  let left = 8;
  const stopping: typeof house.context = {
    ...house.context,
    transaction: (...asked) => {
      left -= 1;
      if (left < 0) throw new Error("the server stops");
      return house.context.transaction(...asked);
    },
  };
  await expect(runOwed({ ...tasks.on, context: stopping })).rejects.toThrow("the server stops");
  const taken = (await count("inbox")) - before;
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan(5);
  await runOwed(tasks.on);
  const told = await read(String(done.headers.location));
  expect(told).toContain("5 reports were added, 0 stayed as they are");
  expect(await count("inbox")).toBe(before + 5);
});

test("after a day neither its file nor its rows are there", async () => {
  expect(await read(await checked("a,b\n1,2\n"))).toContain("not known");
  house.passSeconds(25 * 3_600);
  await runOwed(tasks.on);
  expect(await count("imports where file_sealed is not null")).toBe(0);
  expect(await count("imports where dry_run and export_sealed is not null")).toBe(0);
});
