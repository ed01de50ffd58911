/** A question that is no vulnerability: answered with reasons, and closed. */
import { byForm } from "../arrivals.ts";
import type { Story } from "../story.ts";
import * as deed from "../story-deeds.ts";
import { daysAgo } from "../story-time.ts";

export const tlsQuestion: Story = {
  name: "tls-question",
  arrival: [
    daysAgo(21, "15:12"),
    byForm({
      product: "Enterprise Call Server",
      version: "14.2",
      component: "HTTPS of the administration page",
      description:
        "Our auditors say that the administration page still accepts TLS 1.2 with CBC cipher suites and that this is a vulnerability. How can we switch them off? They also ask for a list of all open ports.",
      "how-found": "TLS scan by an external auditor",
      email: "it-compliance@insurance.example",
      name: "IT compliance",
      organisation: "An insurance company",
    }),
  ],
  deeds: [
    [daysAgo(20, "09:04"), deed.reads("analyst")],
    [daysAgo(20, "09:10"), deed.assign("analyst")],
    [
      daysAgo(19, "10:45"),
      deed.notRelevant(
        "We looked into it: TLS 1.2 with CBC suites is offered for old browsers, after the suites with authenticated encryption, and the server uses encrypt-then-MAC, so that none of the known attacks on these suites applies. This is a matter of configuration, not a vulnerability of the product. The setting is Security, Web access, Cipher list: choose 'modern' to switch the CBC suites off. The list of ports is chapter 3 of the security guide; customer support helps with both.",
      ),
    ],
    [
      daysAgo(19, "11:05"),
      deed.concludes(
        "not-confirmed",
        "No vulnerability was found: the offered suites are not open to a known attack, and a setting removes them. Chapter 3 of the security guide lists the ports.",
      ),
    ],
    [daysAgo(15, "09:30"), deed.closes("not-relevant")],
  ],
};
