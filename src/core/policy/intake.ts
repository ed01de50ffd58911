/** The policy's settings on how reports come in and what reporters are asked. */
import type { ReportField } from "./report-form.ts";
import type { Text } from "./text.ts";

export type Channels = {
  /** The one address for reports: form, key page, security.txt and mails all name it. */
  reportAddress: string;
  /** Path of the report form on our site. */
  reportUrlPath: string;
  /** Languages people should write in if they can (VEN-19). */
  languagesPreferred: readonly string[];
  /** Languages that are read as well. */
  languagesAccepted: readonly string[];
  /** When and where the team works; days are counted by it. */
  officeHours: OfficeHours;
  /** When a reply may go out unencrypted. A contentless pointer always may. */
  plainReplies: "never" | "if-reporter-wrote-plain";
  /**
   * What such a reply may speak of, once the reporter agreed: talk about what they sent us, our
   * decisions on it, or what is not public (fixes, drafts, what others told us). Of all else a mail
   * only says that it waits. What we published may always be told.
   */
  plainKinds: readonly ("talk" | "decision" | "secret")[];
  /** Minutes after which a mail in the intake tray that nobody has looked at alarms the leads. */
  trayAlarmMinutes: number;
  /** Where else our key is published; each address is compared with ours every hour (ALE-47). */
  keyPublishedAt: readonly string[];
  /** Further paragraphs in the policy's own words, such as when to encrypt. */
  says: readonly Text[];
  /** What a case can start from besides the form: mail, support desk, alerts (ALE-20). */
  requirements: readonly string[];
};

export type OfficeHours = {
  /** IANA zone, such as "Europe/Paris"; days are counted in it. */
  zone: string;
  /** Country, or country and subdivision, whose public holidays count: "FR", "DE-BY". */
  holidays: string;
  /** ISO weekdays on which the team works: 1 is Monday. */
  weekdays: readonly number[];
  /** When the office opens, such as "09:00", in the zone above. */
  opens: string;
  /** When it closes, later than it opens. */
  closes: string;
};

export type LiveIncident = {
  /** What somebody is told whose network is under attack right now (ALE-26). */
  text: Text;
  /** Where they go instead (ALE-27). */
  channels: readonly {
    /** Whom it is for: a country or a part of the world. */
    region: Text;
    /** The product that it is for, where that matters. */
    product?: Text | undefined;
    /** What the channel is called. */
    name: Text;
    /** Address, telephone number or URL. */
    contact: string;
  }[];
  /** Whether a redirect still asks if a product's vulnerability was used, and keeps it. */
  raisesExploitationCheck: boolean;
  requirements: readonly string[];
};

export type ReportForm = {
  /** Fields shown, in the catalogue of report-form.ts. E-mail, product, description always are. */
  fields: readonly ReportField[];
  /** Whether a report may come without e-mail, answered through a receipt code. */
  receiptCode: boolean;
  requirements: readonly string[];
};

export type ReporterUndertakings = {
  /** What a reporter's silence means: a wish, a notice, or an accepted commitment. */
  strength: "asked" | "informed" | "accepted";
  /** Version of the list; what a reporter saw is stored with it. */
  version: string;
  /** What reporters are to do. */
  must: readonly Text[];
  /** What they are not to do. */
  mustNot: readonly Text[];
  requirements: readonly string[];
};
