import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTrackersFile } from "./trackers-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-trackers-"));
  await writeFile(join(folder, "token"), "abc-123\n");
  await writeFile(join(folder, "two-lines"), "abc\nx-evil: 1\n");
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string) {
  const path = join(folder, "trackers.yaml");
  await writeFile(path, text);
  return readTrackersFile(path);
}

test("a tracker of the file has its usual address and its token, which stands in a file beside it", async () => {
  const list = await read(`trackers:
  - { name: gate, kind: github, project: team/gate, tokenFile: token }
  - { name: gates, kind: jira, url: "https://jira.vendor.example/", project: GATE, tokenFile: token, issueType: Bug }
`);
  expect(list).toEqual([
    {
      ...{ name: "gate", kind: "github", project: "team/gate", issueType: "Task" },
      ...{ url: "https://api.github.com", token: "abc-123", user: null },
    },
    {
      ...{ name: "gates", kind: "jira", project: "GATE", issueType: "Bug" },
      ...{ url: "https://jira.vendor.example", token: "abc-123", user: null },
    },
  ]);
});

const one = "name: gate, project: GATE";

test.each([
  ["trackers: [", "it is no YAML"],
  ["trackers: [{ name: Gate }]", "trackers.0.name"],
  [`trackers: [{ ${one}, kind: mantis, tokenFile: token }]`, "trackers.0.kind"],
  [`trackers: [{ ${one}, kind: jira, tokenFile: token }]`, "set its url"],
  [`trackers: [{ ${one}, kind: gitlab, tokenFile: nowhere }]`, "nowhere cannot be read (ENOENT)"],
  [`trackers: [{ ${one}, kind: gitlab, tokenFile: two-lines }]`, "two-lines holds no token"],
  [
    `trackers: [{ ${one}, kind: gitlab, url: "http://git.vendor.example", tokenFile: token }]`,
    "without TLS only on this machine",
  ],
  [
    `trackers: [{ ${one}, kind: jira-cloud, url: "https://v.example", tokenFile: token }]`,
    "user belongs to jira-cloud",
  ],
  [`trackers: [{ name: a, kind: jira, project: 'A" OR 1=1', tokenFile: token }]`, "project"],
  [
    `trackers: [{ ${one}, kind: gitlab, tokenFile: token }, { ${one}, kind: gitlab, tokenFile: token }]`,
    "named twice",
  ],
])("a file that cannot be right is refused with what is wrong: %s", async (text, why) => {
  const failed = read(text);
  await expect(failed).rejects.toMatchObject({ code: "trackers.unreadable" });
  await expect(failed).rejects.toThrow(why);
  await expect(failed).rejects.not.toThrow("abc-123");
});
