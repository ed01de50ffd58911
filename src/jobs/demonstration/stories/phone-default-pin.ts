/** A weak default on a phone: a correction is promised, and the day of the promise is near. */
import { byForm } from "../arrivals.ts";
import type { Story } from "../story.ts";
import * as deed from "../story-deeds.ts";
import { daysAgo } from "../story-time.ts";

export const phoneDefaultPin: Story = {
  name: "phone-default-pin",
  arrival: [
    daysAgo(19, "13:20"),
    byForm({
      product: "Desk Phone 30",
      version: "R4.0.12",
      component: "Maintenance menu and its web page",
      description:
        "The maintenance menu of the phone is protected by a PIN that is 0000 on every delivered phone. It is not asked to be changed during installation, and the administrator's manual names it on page 14. The same PIN opens https://PHONE/maintenance from the network, where there is no limit on tries either.",
      impact:
        "Anybody in the same network can switch on the packet capture of the phone, download what was captured, and point the phone to another provisioning server.",
      reproduction:
        "Unpack a phone, connect it, open https://PHONE/maintenance, enter 0000. Then menu Diagnostics, Packet capture, Start.",
      "how-found": "Security review of a new site before opening, on 60 phones.",
      email: "network-security@city-hospital.example",
      name: "Network security officer",
      organisation: "A city hospital",
      credit: "none",
    }),
  ],
  deeds: [
    [daysAgo(18, "09:44"), deed.reads("analyst")],
    [daysAgo(18, "09:50"), deed.assign("analyst")],
    [daysAgo(18, "10:10"), deed.letsIn("psp", "Answers for the security of the desk phones.")],
    [
      daysAgo(16, "10:35"),
      deed.relevant(
        ["confidentiality", "integrity"],
        "A default that is the same on every phone and works from the network weakens the product as it is delivered, whatever the manual says. We treat this as a vulnerability.",
      ),
    ],
    [daysAgo(15, "11:15"), deed.score("CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:L/A:N")],
    [
      daysAgo(14, "14:30"),
      deed.affects(
        { product: "Desk Phone 30", status: "affected", versions: "vers:generic/<R4.1.0" },
        { product: "Desk Phone 10", status: "under-investigation" },
      ),
    ],
    [
      daysAgo(13, "09:20"),
      deed.plan({
        kind: "configuration-change",
        term: "short",
        text: "Set a PIN of your own for all phones in the provisioning profile, and switch the maintenance page off there.",
        howToObtain: "The provisioning guide describes both settings.",
      }),
    ],
    [
      daysAgo(13, "09:40"),
      deed.plan(
        {
          kind: "new-version",
          term: "long",
          text: "Update to R4.1.0: every phone gets a PIN of its own at the first start, and five wrong tries lock the page for a quarter of an hour.",
          howToObtain: "R4.1.0 is distributed by the provisioning server.",
        },
        20,
      ),
    ],
    [
      daysAgo(12, "16:05"),
      deed.concludes(
        "confirmed",
        "Confirmed on all versions before R4.1.0. Until that version is available, a PIN of your own in the provisioning profile and switching the maintenance page off remove the risk; both were tested on R4.0.12.",
      ),
    ],
    [
      daysAgo(5, "10:10"),
      deed.writes("analyst", "R4.1.0 is in its last tests. The date that we named to you stands."),
    ],
    [
      daysAgo(4, "08:55"),
      deed.answers("Thank you. We have set our own PIN on all sixty phones in the meantime."),
    ],
  ],
};
