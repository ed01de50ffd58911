/**
 * What Parley sends to a tracker's API, in the documented shape of each: pure functions of a project
 * and the neutral words of a ticket. Nothing else of a case is given to them (REM-06).
 */
import { neutralTicket, type TicketFacts } from "./neutral-ticket.ts";
import type { KnownTracker, TicketState } from "./tracker.ts";

export interface TrackerRequest {
  readonly method: "GET" | "POST";
  /** Below the address of the tracker, with its query. */
  readonly path: string;
  /** JSON; null for none. */
  readonly body: string | null;
}

/** A ticket, and the mark by which one that was opened already is found again. */
export interface NewTicket extends TicketFacts {
  /** An id of ours that says nothing: of the deed that asked for the ticket. */
  readonly mark: string;
  /** The type of issue in Jira. */
  readonly issueType: string;
}

export interface FoundTicket {
  /** Its number or key over there. */
  readonly id: string;
  /** Its page, for people. */
  readonly url: string;
  readonly state: TicketState;
}

/** An answer that is not as the tracker documents it. */
type Answer = unknown;

interface Dialect {
  /** Looks for the ticket with this mark: what was asked for twice is opened once. */
  find(project: string, mark: string): TrackerRequest;
  create(project: string, ticket: NewTicket): TrackerRequest;
  look(project: string, id: string): TrackerRequest;
  /** Undefined where it is not among them, or the answer is none of the documented ones. */
  found(answer: Answer, mark: string, base: string): FoundTicket | undefined;
  /** Of an answer to `create` or `look`. */
  read(answer: Answer, base: string): FoundTicket | undefined;
}

const post = (path: string, body: object): TrackerRequest => ({
  method: "POST",
  path,
  body: JSON.stringify(body),
});
const get = (path: string): TrackerRequest => ({ method: "GET", path, body: null });

/** The mark as the end of a ticket's text, where its API has no other place for it. */
const marked = (ticket: NewTicket) => {
  const { title, body } = neutralTicket(ticket);
  return { title, text: `${body}\n\nMark: ${ticket.mark}` };
};

/** GitHub REST, version 2022-11-28: issues of a repository. Closed as "not_planned" is dropped. */
const github: Dialect = {
  // The newest first: whoever asks again does so within days. Its search would lag behind.
  find: (project) => get(`/repos/${repository(project)}/issues?state=all&per_page=100`),
  create(project, ticket) {
    const { title, text } = marked(ticket);
    return post(`/repos/${repository(project)}/issues`, { title, body: text });
  },
  look: (project, id) => get(`/repos/${repository(project)}/issues/${encodeURIComponent(id)}`),
  found: (answer, mark) =>
    listOf(answer)
      .filter(({ body }) => typeof body === "string" && body.includes(`Mark: ${mark}`))
      .flatMap((each) => githubIssue(each) ?? [])[0],
  read: (answer) => githubIssue(recordOf(answer)),
};

function repository(project: string): string {
  return project.split("/").map(encodeURIComponent).join("/");
}

function githubIssue(issue: Fields): FoundTicket | undefined {
  const { number, html_url: url, state, state_reason: reason } = issue;
  if (typeof number !== "number" || typeof url !== "string") return undefined;
  const closed = reason === "not_planned" || reason === "duplicate" ? "dropped" : "done";
  return { id: String(number), url, state: state === "closed" ? closed : "open" };
}

/** GitLab REST v4: issues of a project. A closed one is done; it tells no other reason. */
const gitlab: Dialect = {
  find(project, mark) {
    const query = new URLSearchParams({ search: mark, in: "description", state: "all" });
    return get(`/api/v4/projects/${encodeURIComponent(project)}/issues?${query}`);
  },
  create(project, ticket) {
    const { title, text } = marked(ticket);
    const due = ticket.neededBy ? { due_date: dayOf(ticket.neededBy) } : {};
    const issue = { title, description: text, confidential: true, ...due };
    return post(`/api/v4/projects/${encodeURIComponent(project)}/issues`, issue);
  },
  look: (project, id) =>
    get(`/api/v4/projects/${encodeURIComponent(project)}/issues/${encodeURIComponent(id)}`),
  found: (answer) => listOf(answer).flatMap((each) => gitlabIssue(each) ?? [])[0],
  read: (answer) => gitlabIssue(recordOf(answer)),
};

function gitlabIssue({ iid, web_url: url, state }: Fields): FoundTicket | undefined {
  if (typeof iid !== "number" || typeof url !== "string") return undefined;
  return { id: String(iid), url, state: state === "closed" ? "done" : "open" };
}

/** Jira's REST 2: the mark is a label. Data Center and Cloud differ in how they are searched. */
function jira(search: string): Dialect {
  return {
    find(project, mark) {
      const jql = `project = "${project}" AND labels = "${mark}"`;
      return get(`${search}?${new URLSearchParams({ jql, fields: "status,resolution" })}`);
    },
    create(project, ticket) {
      const { title: summary, body: description } = neutralTicket(ticket);
      const fields = {
        project: { key: project },
        issuetype: { name: ticket.issueType },
        summary,
        description,
        labels: [ticket.mark],
        ...(ticket.neededBy ? { duedate: dayOf(ticket.neededBy) } : {}),
      };
      return post("/rest/api/2/issue", { fields });
    },
    look: (_, id) => get(`/rest/api/2/issue/${encodeURIComponent(id)}?fields=status,resolution`),
    found: (answer, _, base) =>
      listOf(recordOf(answer).issues).flatMap((each) => jiraIssue(each, base) ?? [])[0],
    read: (answer, base) => jiraIssue(recordOf(answer), base),
  };
}

/** Resolutions that mean that nobody will do it, as Jira comes with them. */
const notDone = [
  "won't do",
  "won't fix",
  "duplicate",
  "cannot reproduce",
  "declined",
  "incomplete",
];

/** A project's key, which a house may shape as it likes, and a number. */
const issueKey = /^[\p{L}\p{N}_]+-\d+$/u;

function jiraIssue({ key, fields }: Fields, base: string): FoundTicket | undefined {
  if (typeof key !== "string" || !issueKey.test(key)) return undefined;
  const { status, resolution } = recordOf(fields);
  const isDone = recordOf(recordOf(status).statusCategory).key === "done";
  const name = String(recordOf(resolution).name ?? "").toLowerCase();
  const state = notDone.includes(name) ? "dropped" : "done";
  return { id: key, url: `${base}/browse/${key}`, state: isDone ? state : "open" };
}

/** The calendar day in UTC, as all of them take it. */
function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

type Fields = Readonly<Record<string, unknown>>;

function recordOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}

export const dialects: Readonly<Record<KnownTracker["kind"], Dialect>> = {
  jira: jira("/rest/api/2/search"),
  "jira-cloud": jira("/rest/api/2/search/jql"),
  gitlab,
  github,
};
