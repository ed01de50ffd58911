/**
 * A tracker of another team, in which a ticket is opened by its API: which kinds there are, and what
 * people see of one. Holds no secret.
 */
export const trackerKinds = ["jira", "jira-cloud", "gitlab", "github"] as const;
export type TrackerKind = (typeof trackerKinds)[number];

export const trackerTitles: Readonly<Record<TrackerKind, string>> = {
  jira: "Jira Data Center",
  "jira-cloud": "Jira Cloud",
  gitlab: "GitLab",
  github: "GitHub",
};

/** As people choose it. */
export interface KnownTracker {
  /** Of the file of trackers. */
  readonly name: string;
  readonly kind: TrackerKind;
  /** Key, path or owner and name, as its kind calls projects. */
  readonly project: string;
}

/** What became of a ticket over there. */
export type TicketState = "open" | "done" | "dropped";
