import { afterAll, beforeAll, expect, test } from "vitest";
import { aSignedIn, testConsole } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import type { StaffRole } from "../../core/people/roles.ts";
import type { PolicyProblem } from "../../core/policy/policy-problem.ts";

let house: TestContext;
let web: TestWeb;
let problem: PolicyProblem | undefined;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  const context = {
    ...house.context,
    get policyProblem() {
      return problem;
    },
  };
  web = await testConsole({ ...house, context });
});

afterAll(async () => {
  await web.app.close();
  await house.close();
});

const mistake: PolicyProblem = {
  since: new Date("2026-03-11T07:30:00Z"),
  file: "/etc/parley/policy.yaml",
  line: 41,
  says: "roles: is <empty>",
  more: 2,
};

async function pageFor(role: StaffRole): Promise<string> {
  const { browser } = await aSignedIn(web, house.context, `${role} ${problem?.line}`, role);
  return (await browser.get("/console/help")).body;
}

test("leads and administrators are told why the policy file is not followed, others are not", async () => {
  problem = mistake;
  for (const role of ["administrator", "lead"] as const) {
    const page = await pageFor(role);
    expect(page).toContain("The policy file cannot be used; version 1 stays in force");
    expect(page).toContain("/etc/parley/policy.yaml:41: roles: is &lt;empty> (and 2 more)");
    expect(page).toContain("11 March 2026, 08:30");
  }
  expect(await pageFor("analyst")).not.toContain("policy file");
});

test("while the file is followed nobody is told anything", async () => {
  problem = undefined;
  expect(await pageFor("lead")).not.toContain("policy file");
});
