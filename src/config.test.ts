import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ConfigProblems, readConfig, settings } from "./config.ts";
import { projectRoot } from "./lib/project-root.ts";

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigProblems) return error.problems;
    throw error;
  }
}

test("without any setting Parley is a demonstration on its own database", () => {
  const config = readConfig({ PATH: "/bin", HOME: "/home/x" });
  expect(config).toMatchObject({ port: 8080, host: "127.0.0.1", demonstration: true });
  expect(config.policyFile).toBe(join(projectRoot(), "policies", "ale.yaml"));
  expect(config.masterKeyFile).toBe(resolve("data.key"));
  expect([config.databaseUrl, config.smtp, config.lmtp]).toEqual([undefined, undefined, undefined]);
});

test("what a person connects of their own ends the demonstration, unless they ask for it", () => {
  const databaseUrl = "postgres://u:p@db.example/parley";
  expect(readConfig({ DATABASE_URL: databaseUrl }).demonstration).toBe(false);
  expect(readConfig({ PARLEY_SMTP_URL: "smtp://mail.example" }).demonstration).toBe(false);
  expect(readConfig({ DATABASE_URL: databaseUrl, PARLEY_DEMO: "on" }).demonstration).toBe(true);
});

test("every problem is said at once, and no value of a secret is repeated", () => {
  const problems = problemsOf({
    PORT: "80a",
    DATABASE_URL: "mysql://u:hunter2@db.example",
    PARLEY_MASTER_KEY: "hunter2",
    PARLEY_SMTP_URL: "hunter2",
    PARLEY_METRICS_TOKEN: "hunter2",
    PARLEY_BASE_URL: "https://psirt.example/path",
    PARLEY_DEMO: "yes",
    PARLEY_LMTP_PORT: "70000",
    PARLEY_MAIL_BYTES_MAX: "12",
    PARLEY_LOG_LEVEL: "loud",
    PARLEY_TRUST_PROXY: "proxy.example",
    PARLEY_PROT: "8080",
  });
  expect(problems).toHaveLength(12);
  expect(problems.join()).not.toContain("hunter2");
  for (const problem of problems) expect(problem).toMatch(/^[A-Z_]+ .+\.$/);
});

test("a demonstration that should send mail, and two master keys, are contradictions", () => {
  expect(problemsOf({ PARLEY_DEMO: "on", PARLEY_SMTP_URL: "smtp://mail.example" })).toHaveLength(1);
  const key = "ab".repeat(32);
  const both = { PARLEY_MASTER_KEY: key, PARLEY_MASTER_KEY_FILE: "/run/key" };
  expect(problemsOf(both)).toHaveLength(1);
});

test("mail to another machine always needs TLS; a password may hold any character", () => {
  const smtp = (url: string) => readConfig({ PARLEY_SMTP_URL: url }).smtp;
  expect(smtp("smtp://mail.example")).toMatchObject({ port: 587, secure: false, requireTls: true });
  expect(smtp("smtp://127.0.0.1:2525")).toMatchObject({ port: 2525, requireTls: false });
  expect(smtp("smtps://u%40x:p%3A%2F@mail.example")).toMatchObject({
    port: 465,
    secure: true,
    auth: { user: "u@x", password: "p:/" },
  });
});

test("whatever the environment holds, the settings are read or every problem is a sentence", () => {
  const names = fc.constantFrom(...Object.keys(settings));
  fc.assert(
    fc.property(fc.dictionary(names, fc.string()), (environment) => {
      for (const problem of problemsOf(environment)) expect(problem).toMatch(/^[A-Z_]+ .+\.$/s);
    }),
  );
});

test("the settings page names every setting with its default, and no other", () => {
  const page = readFileSync(join(projectRoot(), "docs/reference/settings.md"), "utf8");
  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| ([^|]+) \|/gm)];
  const onPage = rows.map(([, name, value]) => [name, value?.replaceAll("`", "").trim()]);
  expect(onPage).toEqual(Object.entries(settings));
});

test("no file of the program reads a setting past the one that checks them", () => {
  const read = (name: string) => readFileSync(join(projectRoot(), "src", name), "utf8");
  expect(read("parley.ts")).not.toContain("process.env");
  expect(read("main.ts").match(/process\.env/g)).toHaveLength(1);
});
