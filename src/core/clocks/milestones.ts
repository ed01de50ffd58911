/**
 * Facts that promises listen to and that no deed of their own makes: people record them, with the
 * time at which they happened. Never holds what a deed records by itself.
 */

/** Something that happened outside Parley and turns clocks. */
export type Milestone = {
  /** The event that it becomes; the promise files say which ones they listen to. */
  type: string;
  /** What happened, as a choice of a form: "An embargo was agreed". */
  says: string;
  /** What it is about: an appeal may be one of several, and has clocks of its own. */
  about: "case" | "appeal" | "question";
  /**
   * Whose promises it turns. "reporter": that party's, and the reporter's where none is named;
   * "any": that party's, and where none is named, all of them; "nobody": no party sees them.
   */
  party: "reporter" | "any" | "nobody";
  /** Whether it carries a date that was agreed, stated or set with it. */
  until: "needed" | "allowed" | "none";
  /** The fact that takes it back, where it was a mistake or no longer holds. */
  takenBackBy?: string;
  /** Rows of the requirements that it serves. */
  requirements: readonly string[];
};

/** Facts that belong together, under the words of a form. */
export type MilestoneGroup = { title: string; milestones: readonly Milestone[] };

type Rest = Partial<Omit<Milestone, "type" | "says">>;

function fact(type: string, says: string, requirements: readonly string[], rest: Rest = {}) {
  return {
    type,
    says,
    about: "case",
    party: "nobody",
    until: "none",
    requirements,
    ...rest,
  } as const satisfies Milestone;
}

const embargo: readonly Milestone[] = [
  fact("embargo.proposed", "An embargo was proposed", ["TH-14"], { party: "reporter" }),
  fact("embargo.agreed", "An embargo was agreed, until a date", ["ALE-43", "TH-14"], {
    party: "reporter",
    until: "needed",
    takenBackBy: "embargo.withdrawn",
  }),
  fact("embargo.extended", "The embargo was extended, to a date", ["ALE-43", "TH-14"], {
    party: "reporter",
    until: "needed",
    takenBackBy: "embargo.withdrawn",
  }),
  fact("embargo.ended", "The embargo ended", ["ALE-43", "TH-14"], { party: "any" }),
  fact("embargo.withdrawn", "The embargo was withdrawn, or never agreed", ["TH-14"], {
    party: "any",
  }),
  fact("grace-period.agreed", "A grace period was agreed, until a date", ["ALU-21"], {
    party: "reporter",
    until: "needed",
    takenBackBy: "grace-period.withdrawn",
  }),
  fact("grace-period.ended", "The grace period ended", ["ALU-21"], { party: "any" }),
  fact("grace-period.withdrawn", "The grace period was withdrawn, or never agreed", ["ALU-21"], {
    party: "any",
  }),
  fact("consent.asked", "The reporter asked for consent to publish", ["TH-18"], {
    party: "reporter",
    takenBackBy: "consent.withdrawn",
  }),
  fact("consent.answered", "We answered on consent to publish", ["TH-18"], { party: "any" }),
  fact("consent.withdrawn", "The reporter no longer asks for consent", ["TH-18"], {
    party: "any",
  }),
];

const coordination: readonly Milestone[] = [
  fact(
    "coordinator.contact-attempted",
    "A coordinator tried to reach us for the first time",
    ["CC-05", "CC-06"],
    { party: "any", until: "allowed", takenBackBy: "coordinator.withdrew" },
  ),
  fact("coordinator.withdrew", "The coordinator withdrew from the case", ["CC-05"], {
    party: "any",
  }),
  fact("notice.received", "A vulnerability of a component was published", ["ALE-51"], {
    takenBackBy: "notice.withdrawn",
  }),
  fact("notice.decided", "It was decided what the component’s vulnerability means", ["ALE-51"]),
  fact("notice.withdrawn", "The notice on the component was withdrawn", ["ALE-51"]),
  fact("question.withdrawn", "We no longer need the reporter’s answer", ["ALU-07"], {
    about: "question",
    party: "reporter",
  }),
];

const disclosure: readonly Milestone[] = [
  fact("case.resolved", "The vulnerability is resolved", ["VEN-13"]),
  fact("disclosure.owed", "A condition for a public advisory came true", ["ALE-56", "ALU-14"], {
    takenBackBy: "disclosure.not-owed",
  }),
  fact("disclosure.not-owed", "The condition for a public advisory proved untrue", ["ALE-56"]),
  fact("disclosure.seen", "Others published the vulnerability", ["TH-35"], {
    takenBackBy: "disclosure.refuted",
  }),
  fact("disclosure.refuted", "The publication by others proved to be none", ["TH-35"]),
  fact("exception.recorded", "An exception from the policy holds, until a date", ["ALE-64"], {
    until: "needed",
    takenBackBy: "exception.withdrawn",
  }),
  fact("exception.ended", "The exception ended, or was decided anew", ["ALE-64"]),
  fact("exception.withdrawn", "The exception was withdrawn", ["ALE-64"]),
];

const cve: readonly Milestone[] = [
  fact("cve.requested", "A CVE id was requested for a public vulnerability", ["TH-31", "TH-35"], {
    takenBackBy: "cve.request-withdrawn",
  }),
  fact("cve.request-withdrawn", "The request for a CVE id was withdrawn", ["TH-31"]),
  fact("cve.decided", "It was decided whether a CVE id is assigned", ["VEN-13"]),
  fact("cve.assigned", "A CVE id was assigned", ["TH-31", "TH-35"]),
  fact("cve.refused", "A CVE id was refused, with the reason", ["TH-31", "TH-35"]),
  fact("cve.record-published", "The CVE record was published", ["TH-35"]),
];

const regulators: readonly Milestone[] = [
  fact("exploitation.known", "We became aware of active exploitation", ["ALE-59"], {
    takenBackBy: "exploitation.refuted",
  }),
  fact("exploitation.refuted", "The exploitation proved to be none", ["ALE-59"]),
  fact("measure.available", "A correcting or mitigating measure is available", ["ALE-59"], {
    takenBackBy: "measure.withdrawn",
  }),
  fact("measure.withdrawn", "The measure proved to be none", ["ALE-59"]),
  fact("regulator.early-warning-sent", "The authority has the early warning", ["ALE-59"]),
  fact("regulator.notification-sent", "The authority has the notification", ["ALE-59"]),
  fact(
    "regulator.intermediate-asked",
    "The authority asked for an intermediate report, by a date",
    ["ALE-59"],
    { until: "needed", takenBackBy: "exploitation.refuted" },
  ),
  fact("regulator.intermediate-sent", "The authority has the intermediate report", ["ALE-59"]),
  fact("regulator.final-report-sent", "The authority has the final report", ["ALE-59"]),
  fact("regulator.incident-notified", "The authority was notified of a severe incident", [
    "ALE-59",
  ]),
  fact("regulator.incident-report-sent", "The authority has the final report on the incident", [
    "ALE-59",
  ]),
];

/** A dispute about a CVE record goes the way of an appeal. */
const ofAppeal = { about: "appeal", party: "any" } as const;

const appeals: readonly Milestone[] = [
  fact("appeal.received", "An appeal arrived", ["TH-42"], {
    ...ofAppeal,
    takenBackBy: "appeal.withdrawn",
  }),
  fact("appeal.acknowledged", "A person acknowledged the appeal", ["TH-42"], ofAppeal),
  fact("appeal.evidence-complete", "The evidence of both sides is here", ["TH-43"], ofAppeal),
  fact("appeal.decided", "The appeal was decided, and all parties know", ["TH-44"], ofAppeal),
  fact("appeal.withdrawn", "The appeal was withdrawn, or never was one", ["TH-42"], ofAppeal),
  fact("dispute.received", "A dispute about a CVE record arrived", ["TH-35"], {
    ...ofAppeal,
    takenBackBy: "dispute.withdrawn",
  }),
  fact("dispute.acknowledged", "A person acknowledged the dispute", ["TH-35"], ofAppeal),
  fact("dispute.decided", "The dispute was decided", ["TH-35"], ofAppeal),
  fact("dispute.withdrawn", "The dispute was withdrawn, or never was one", ["TH-35"], ofAppeal),
];

/** Every fact that people record, in the order of the form. */
export const milestoneGroups: readonly MilestoneGroup[] = [
  { title: "Embargo and consent", milestones: embargo },
  { title: "Coordinators and components", milestones: coordination },
  { title: "Remedy and disclosure", milestones: disclosure },
  { title: "CVE", milestones: cve },
  { title: "Exploitation and authorities", milestones: regulators },
  { title: "Appeals and disputes", milestones: appeals },
];

export const milestones: readonly Milestone[] = milestoneGroups.flatMap(
  (group) => group.milestones,
);

/** The fact of that event; undefined where people do not record it by hand. */
export function milestoneOf(type: string): Milestone | undefined {
  return milestones.find((each) => each.type === type);
}
