import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { policyOf, policyText } from "../test/support/policy-files.ts";
import { readPolicy } from "./formats/policy/read-policy.ts";
import { projectRoot } from "./lib/project-root.ts";
import { readPolicyFile } from "./policy-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-policy-file-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const own = (name: string, inherits: string) =>
  `inherits: ${inherits}\nname: ${name}\nversion: 1\ninForceFrom: "2026-05-01T00:00:00Z"\n`;

const renamed = (name: string) =>
  policyText("template.yaml").replace(/^name: .*$/m, `name: ${name}`);

async function write(name: string, text: string): Promise<string> {
  const file = join(folder, `${name}.yaml`);
  await writeFile(file, text);
  return file;
}

async function problems(file: string): Promise<string[]> {
  const read = await readPolicyFile(file);
  return "findings" in read
    ? read.findings.map((at) => `${at.file}:${at.line}: ${at.message}`)
    : [];
}

describe("what is no policy file", () => {
  test("is refused without being read to its end: a device, a folder, a file of any length", async () => {
    const long = await write("long", "# nothing\n".repeat(300_000));
    expect(await problems(long)).toEqual([
      `${long}:0: The file cannot be read (larger than 2 MiB).`,
    ]);
    expect(await problems("/dev/zero")).toEqual([
      "/dev/zero:0: The file cannot be read (not a file).",
    ]);
    expect(await problems(folder)).toEqual([`${folder}:0: The file cannot be read (EISDIR).`]);
  });
});

describe("a policy file that inherits", () => {
  test("[TH-33] is one text with its parent's, which needs no other file to be read again", async () => {
    const base = await write("base", renamed("base"));
    const file = await write("works", `${own("works", "base")}roles: [cna]\n`);
    const read = await readPolicyFile(file);
    if ("findings" in read) throw new Error(JSON.stringify(read.findings));
    expect(read.files).toEqual([file, base]);
    expect(read.policy.inherited).toEqual({ from: "base", version: 1, overrides: ["roles"] });
    expect(readPolicy(read.text)).toEqual({ policy: read.policy });
  });

  test("finds its parent among the policies of Parley where none lies beside it", async () => {
    const file = await write("branch", own("branch", "template"));
    const read = await readPolicyFile(file);
    expect("policy" in read && read.policy.inherited?.from).toBe("template");
  });

  test("[TH-33] keeps what a group's text promises, but for what a subsidiary says otherwise", async () => {
    const child = "test/fixtures/child-policies/thales-subsidiary.yaml";
    const read = await readPolicyFile(join(projectRoot(), child));
    if ("findings" in read) throw new Error(JSON.stringify(read.findings));
    const parent = policyOf("thales.yaml");
    const { promises, organisation, inherited } = read.policy;
    expect(inherited).toMatchObject({ from: "thales", version: parent.version });
    expect(inherited?.overrides).toEqual([
      ...["name", "shortName", "teamName", "entities"].map((name) => `organisation.${name}`),
      "roles",
      "channels.reportAddress",
      "channels.officeHours.zone",
      "channels.officeHours.holidays",
      ...["says", "within", "basis", "satisfiedBy"].map(
        (name) => `promises.acknowledge-report.${name}`,
      ),
      "promises.acknowledge-appeal",
      "promises.collect-evidence",
      "promises.decide-appeal",
      "cna.shortName",
      "cna.scopes",
      "appeals.taken",
    ]);
    expect(organisation.mission).toEqual(parent.organisation.mission);
    expect(promises["acknowledge-dispute"]).toEqual(parent.promises["acknowledge-dispute"]);
    expect(promises["acknowledge-report"]?.within).toEqual({ workingDays: 1 });
    expect(promises["decide-appeal"]).toBeUndefined();
  });

  test("has its mistakes in the file that makes them", async () => {
    const wrong = renamed("wrong").replace(/holidays: .*/, "holidays: XX");
    const parent = await write("wrong", wrong);
    const file = await write("heir", own("heir", "wrong"));
    const line = wrong.slice(0, wrong.indexOf("XX")).split("\n").length;
    expect((await problems(file))[0]).toMatch(`${parent}:${line}: channels.officeHours.holidays:`);
    const late = await write("late", `${own("late", "template")}# one\nroles: []\n`);
    expect(await problems(late)).toEqual([`${late}:6: roles: is empty`]);
  });

  test("is refused where its parent is missing, and says where to look again", async () => {
    const file = await write("orphan", own("orphan", "nobody"));
    const says = "inherits: there is no policy nobody.yaml beside this file.";
    expect(await problems(file)).toEqual([`${file}:1: ${says}`]);
    expect((await readPolicyFile(file)).files).toEqual([file, join(folder, "nobody.yaml")]);
    await mkdir(join(folder, "below"));
    await write("base", renamed("base"));
    const climbing = await write("below/climbing", own("climbing", "../base"));
    expect((await problems(climbing))[0]).toContain("there is no policy ../base.yaml");
  });

  test("is refused where it comes back to itself, or comes from too far", async () => {
    const one = await write("one", own("one", "two"));
    const two = await write("two", own("two", "one"));
    const circle = "inherits: one inherits from this policy itself.";
    expect(await problems(one)).toEqual([`${two}:1: ${circle}`]);
    await write("g0", renamed("g0"));
    for (let at = 1; at <= 6; at++) await write(`g${at}`, own(`g${at}`, `g${at - 1}`));
    expect(await problems(join(folder, "g5.yaml"))).toEqual([]);
    expect((await problems(join(folder, "g6.yaml")))[0]).toContain("more than 5 texts in a row");
  });
});

test("a file that cannot be read is said to be so", async () => {
  expect(await problems(folder)).toEqual([`${folder}:0: The file cannot be read (EISDIR).`]);
});
