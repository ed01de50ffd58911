/** A report that has just come in and that nobody has looked at. */
import { byForm } from "../arrivals.ts";
import type { Story } from "../story.ts";
import { minutesAgo } from "../story-time.ts";

export const serviceSessionToken: Story = {
  name: "service-session-token",
  arrival: [
    minutesAgo(50),
    byForm({
      product: "Team Collaboration Service",
      component: "Guest links to meetings",
      description:
        "The token in guest links to meetings is the MD5 of the meeting's id and its start time in seconds. Both can be known or guessed: the id counts upwards, and meetings begin at full quarters of an hour. We could join two meetings of our own account from another one without an invitation, after 96 tries for one day.",
      exploitation:
        "For each id, try the quarter hours of a day. There is no limit on tries per address.",
      impact: "Joining meetings of others as a guest; the waiting room is off by default.",
      "how-found": "Reading the script of the join page",
      cwe: "CWE-340",
      "suggested-severity": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:N",
      email: "security@student-association.example",
      name: "Student security group",
      organisation: "A student association",
      credit: "organisation",
    }),
  ],
  deeds: [],
};
