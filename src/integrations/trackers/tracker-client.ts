/**
 * Opens tickets in other teams' trackers and looks at them, over HTTP. Sends what core wrote and its
 * token, follows no redirect, and takes nothing of an answer but number, page and state.
 */
import {
  dialects,
  type FoundTicket,
  type NewTicket,
  type TrackerRequest,
} from "../../core/trackers/ticket-request.ts";
import type { KnownTracker } from "../../core/trackers/tracker.ts";
import type { makeOutgoingFetch, OutgoingProblem } from "../../lib/outgoing-fetch.ts";

/** How a tracker of the operator's file is reached. */
export interface TrackerAccess extends KnownTracker {
  /** Without a slash at its end. */
  readonly url: string;
  /** From a file beside the file of trackers. */
  readonly token: string;
  /** Whose token it is: Jira Cloud signs in by it. Null elsewhere. */
  readonly user: string | null;
  /** The type of issue in Jira. */
  readonly issueType: string;
}

/** Why a tracker did not do it, as a code that the queue may keep. */
export type TrackerProblem =
  | "tracker.no-answer"
  | "tracker.not-public"
  | "tracker.refused"
  | "tracker.strange-answer"
  | "tracker.unknown";

export class TrackerFailed extends Error {
  override readonly name = "TrackerFailed";
  readonly code: TrackerProblem;

  constructor(code: TrackerProblem, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

export interface Trackers {
  /** The ticket with this mark: the one that is there already, or a new one. */
  open(name: string, ticket: Omit<NewTicket, "issueType">): Promise<FoundTicket>;
  /** How it stands now. */
  look(name: string, id: string): Promise<FoundTicket>;
}

/** `ask` reaches the trackers of the file, also within the organisation's network. */
export function trackersOf(
  list: readonly TrackerAccess[],
  ask: ReturnType<typeof makeOutgoingFetch>,
): Trackers {
  const named = (name: string) => {
    const found = list.find((each) => each.name === name);
    if (!found) throw new TrackerFailed("tracker.unknown");
    return found;
  };
  return {
    async open(name, { mark, ...facts }) {
      const tracker = named(name);
      const { project, url, issueType, kind } = tracker;
      const dialect = dialects[kind];
      const there = dialect.found(
        await asked(ask, tracker, dialect.find(project, mark)),
        mark,
        url,
      );
      if (there) return there;
      const made = dialect.create(project, { ...facts, mark, issueType });
      return ticketIn(dialect.read(await asked(ask, tracker, made), url));
    },
    async look(name, id) {
      const tracker = named(name);
      const dialect = dialects[tracker.kind];
      const answer = await asked(ask, tracker, dialect.look(tracker.project, id));
      return ticketIn(dialect.read(answer, tracker.url));
    },
  };
}

/** A page that is no address a browser should follow is no ticket. */
function ticketIn(found: FoundTicket | undefined): FoundTicket {
  const isPage = found && /^https?:\/\//.test(found.url) && found.url.length <= 500;
  if (!isPage) throw new TrackerFailed("tracker.strange-answer");
  return found;
}

async function asked(
  ask: ReturnType<typeof makeOutgoingFetch>,
  tracker: TrackerAccess,
  { method, path, body }: TrackerRequest,
): Promise<unknown> {
  const answer = await ask(`${tracker.url}${path}`, {
    method,
    headers: headersOf(tracker, body !== null),
    body: body ?? undefined,
    withinMs: 20_000,
    bytesMax: 4 * 1024 * 1024,
    // The operator's own file names it: it may lie in the organisation's network.
    ours: [new URL(tracker.url).host],
    plain: true,
  }).catch((error: unknown) => {
    const { problem } = error as { problem?: OutgoingProblem };
    const code = problem === "address" || problem === "scheme" ? "not-public" : "no-answer";
    throw new TrackerFailed(`tracker.${code}`, { cause: error });
  });
  if (answer.status >= 500 || answer.status === 429) throw new TrackerFailed("tracker.no-answer");
  if (answer.status !== 200 && answer.status !== 201) throw new TrackerFailed("tracker.refused");
  return jsonIn(answer.body);
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    throw new TrackerFailed("tracker.strange-answer", { cause: error });
  }
}

function headersOf({ kind, token, user }: TrackerAccess, hasBody: boolean): Record<string, string> {
  return {
    accept: kind === "github" ? "application/vnd.github+json" : "application/json",
    "user-agent": "parley",
    ...(hasBody ? { "content-type": "application/json" } : {}),
    ...(kind === "github" ? { "x-github-api-version": "2022-11-28" } : {}),
    ...(kind === "gitlab"
      ? { "private-token": token }
      : { authorization: user === null ? `Bearer ${token}` : `Basic ${basic(user, token)}` }),
  };
}

function basic(user: string, token: string): string {
  return Buffer.from(`${user}:${token}`).toString("base64");
}
