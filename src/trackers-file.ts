/**
 * Reads the file of trackers (PARLEY_TRACKERS_FILE): in which of them tickets are opened by their API.
 * Tokens stand in files of their own, which are read here; no message ever repeats one.
 */
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { Refusal } from "./core/refusal.ts";
import { trackerKinds } from "./core/trackers/tracker.ts";
import type { TrackerAccess } from "./integrations/trackers/tracker-client.ts";

const tracker = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "should be small letters, digits and hyphens"),
  kind: z.enum(trackerKinds),
  url: z.url({ protocol: /^https?$/ }).optional(),
  // Without quotation marks: it stands in a search of Jira's.
  project: z.string().regex(/^[\w./-]{1,200}$/, "should be the key, path or owner and name"),
  tokenFile: z.string().min(1),
  user: z.string().min(1).optional(),
  issueType: z.string().min(1).default("Task"),
});

const file = z.strictObject({ trackers: z.array(tracker).max(50) });

/** Refuses with trackers.unreadable, and says what is wrong and where. */
export async function readTrackersFile(path: string): Promise<TrackerAccess[]> {
  const given = file.safeParse(await contentOf(path));
  if (!given.success) {
    const places = given.error.issues.map(
      ({ path: at, message }) => `${at.join(".") || "the file"}: ${message}`,
    );
    throw unreadable(path, places.join("; "));
  }
  const { trackers } = given.data;
  const names = trackers.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw unreadable(path, `the tracker ${twice} is named twice`);
  const read: TrackerAccess[] = [];
  for (const each of trackers) read.push(await accessFrom(path, each));
  return read;
}

async function contentOf(path: string): Promise<unknown> {
  try {
    return parse(await readFile(path, "utf8")) ?? {};
  } catch (error) {
    const { code, syscall } = error as { code?: string; syscall?: string };
    throw unreadable(path, code && syscall ? code : "it is no YAML");
  }
}

const usualUrls = { github: "https://api.github.com", gitlab: "https://gitlab.com" } as const;

async function accessFrom(path: string, given: z.output<typeof tracker>): Promise<TrackerAccess> {
  const { name, kind, project, user, issueType } = given;
  const usual = kind === "github" || kind === "gitlab" ? usualUrls[kind] : undefined;
  const url = given.url ?? usual;
  if (url === undefined) throw unreadable(path, `${name}: set its url`);
  const here = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
  if (!url.startsWith("https:") && !here) {
    throw unreadable(path, `${name}: without TLS only on this machine; set a url with https`);
  }
  if ((kind === "jira-cloud") !== (user !== undefined)) {
    throw unreadable(path, `${name}: user belongs to jira-cloud, which needs it`);
  }
  const token = await tokenIn(path, name, given.tokenFile);
  const access = { name, kind, project, issueType, token, user: user ?? null };
  return { ...access, url: url.replace(/\/+$/, "") };
}

async function tokenIn(path: string, name: string, tokenFile: string): Promise<string> {
  const told = await readFile(resolve(dirname(path), tokenFile), "utf8").catch((error) => {
    throw unreadable(path, `${name}: ${tokenFile} cannot be read (${error.code})`);
  });
  const token = told.trim();
  // Else it could add a header of its own.
  if (!/^[\x21-\x7e]+$/.test(token)) throw unreadable(path, `${name}: ${tokenFile} holds no token`);
  return token;
}

function unreadable(path: string, why: string): Refusal {
  return new Refusal("trackers.unreadable", { file: path, why });
}
