import { afterAll, beforeAll, expect, test } from "vitest";
import { anAccount, type TestAccount } from "../../../test/support/accounts.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { setUpRoutes } from "../sign-in/set-up-routes.tsx";
import { signInRoutes } from "../sign-in/sign-in-routes.tsx";
import { accountRoutes } from "./account-routes.tsx";
import { peopleRoutes } from "./people-routes.tsx";

let at: TestContext;
let web: TestWeb;
let administrator: TestBrowser;
let analyst: TestBrowser;
let analystAccount: TestAccount;

beforeAll(async () => {
  at = await testContext();
  web = await testWeb(at.context, [signInRoutes, setUpRoutes, accountRoutes, peopleRoutes]);
  await ensureHouse.run(at.context, theWorker, {});
  administrator = browserOf(await anAccount(at.context, "administrator", "administrator"));
  analystAccount = await anAccount(at.context, "analyst", "analyst");
  analyst = browserOf(analystAccount);
});

afterAll(async () => {
  await web.app.close();
  await at.close();
});

function browserOf(account: TestAccount): TestBrowser {
  const browser = new TestBrowser(web.app);
  browser.cookies.set("parley-session", account.session);
  return browser;
}

test("the administrator sees everybody's name and roles, and no case", async () => {
  const { body } = await administrator.get("/console/people");
  expect(body).toContain("The analyst");
  expect(body).toContain("Administrator");
  expect(body).not.toContain(">Queue<");
});

test("nobody but an administrator sees or changes who works here", async () => {
  const paths = [
    "/console/people",
    "/console/people/new",
    `/console/people/${analystAccount.personId}`,
  ];
  for (const path of paths) expect((await analyst.get(path)).statusCode).toBe(403);
  const answer = await analyst.submit(
    "/console/account",
    { roles: "administrator" },
    `/console/people/${analystAccount.personId}/roles`,
  );
  expect(answer.statusCode).toBe(403);
  expect((await new TestBrowser(web.app).get("/console/people")).statusCode).toBe(303);
});

test("an invitation shows its link once, and the link opens the set-up page", async () => {
  const fields = { name: "Approver", signInName: "approver", roles: ["approver", "publisher"] };
  const { body } = await administrator.submit("/console/people/new", fields);
  expect(body).toContain("A set-up link for Approver");
  const [, path = ""] = /http:\/\/localhost:8080(\/set-up\/[\w-]{22})/.exec(body) ?? [];
  expect((await new TestBrowser(web.app).get(path)).body).toContain('value="approver"');
  const list = await administrator.get("/console/people");
  expect(list.body).toContain("Approver, Publisher");
  expect(list.body).toContain("Not set up yet");
  expect(list.body).not.toContain("/set-up/");
});

test("an invitation that lacks something says what, field by field, and keeps what was typed", async () => {
  const bare = await administrator.submit("/console/people/new", { name: "Kept", signInName: "" });
  expect(bare.statusCode).toBe(422);
  expect(bare.body).toContain("Give a sign-in name of at least two characters.");
  expect(bare.body).toContain("Choose at least one role.");
  expect(bare.body).toContain('value="Kept"');
  const both = { name: "Both", signInName: "both", roles: ["administrator", "lead"] };
  const refused = await administrator.submit("/console/people/new", both);
  expect(refused.body).toContain("An administrator reads no case and holds no other role.");
  const taken = { name: "Twin", signInName: "ANALYST", roles: "lead" };
  expect((await administrator.submit("/console/people/new", taken)).statusCode).toBe(409);
});

test("roles are changed, a new link is made and an account is closed on the person's page", async () => {
  const leaver = await anAccount(at.context, "leaver", "engineer");
  const page = `/console/people/${leaver.personId}`;
  await administrator.submit(page, { roles: ["legal", "auditor"] }, `${page}/roles`);
  expect((await administrator.get(page)).body).toContain("Auditor, Legal");
  expect((await administrator.submit(page, {}, `${page}/link`)).body).toContain("/set-up/");
  await administrator.submit(page, {}, `${page}/disable`);
  expect((await administrator.get(page)).body).toContain("This account was closed");
  expect((await browserOf(leaver).get("/console/account")).statusCode).toBe(303);
});

test("the last administrator is told so", async () => {
  const list = await administrator.get("/console/people");
  const [, page = ""] =
    /href="(\/console\/people\/[0-9a-f-]{36})">The administrator</.exec(list.body) ?? [];
  const answer = await administrator.submit(page, {}, `${page}/disable`);
  expect(answer.statusCode).toBe(409);
  expect(answer.body).toContain("This is the last administrator.");
});

test("a person that is not there is one page", async () => {
  for (const id of ["00000000-0000-7000-8000-00000000dead", "x"]) {
    expect((await administrator.get(`/console/people/${id}`)).statusCode).toBe(404);
  }
});
