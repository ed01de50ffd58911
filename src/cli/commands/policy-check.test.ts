import { expect, test } from "vitest";
import { projectRoot } from "../../lib/project-root.ts";
import { checkPolicyFile } from "./policy-check.ts";

test("a valid policy is listed with its promises and whose numbers they are", async () => {
  const file = `${projectRoot()}/policies/ale.yaml`;
  const { promises, ...rest } = await checkPolicyFile(file);
  expect(rest).toEqual({ file, valid: true, errors: [] });
  expect(promises).toContainEqual({
    promise: "status-update",
    from: "last-update",
    within: { days: 14 },
    rule: "14 days",
    basis: "target",
    wording: "unsaid",
    bySeverity: {},
    satisfiedBy: "person",
    requirements: ["ALE-18", "ALE-31"],
  });
});

test("what is no policy has errors with line, path and message", async () => {
  const answer = await checkPolicyFile(`${projectRoot()}/package.json`);
  expect(answer.valid).toBe(false);
  expect(answer.promises).toEqual([]);
  for (const error of answer.errors) {
    expect(error.line).toBeGreaterThan(0);
    expect(error.message).toMatch(/\.|\w/);
  }
});

test("a file that is not there is said to be so", async () => {
  const answer = await checkPolicyFile(`${projectRoot()}/policies/nowhere.yaml`);
  expect(answer.valid).toBe(false);
  expect(answer.errors[0]?.message).toBe("The file cannot be read (ENOENT).");
});
