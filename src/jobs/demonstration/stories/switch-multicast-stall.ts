/** A denial of service on a switch: relevant, and the reporter has not heard from us for too long. */
import { byPlainMail } from "../arrivals.ts";
import type { Story } from "../story.ts";
import * as deed from "../story-deeds.ts";
import { daysAgo } from "../story-time.ts";

export const switchMulticastStall: Story = {
  name: "switch-multicast-stall",
  arrival: [
    daysAgo(24, "11:02"),
    byPlainMail({
      from: { name: "Operations at a campus network", address: "noc@campus-network.example" },
      subject: "Campus Switch 48 stops forwarding after malformed IGMPv3 reports",
      text: `Dear team,

since we updated our access layer to release 7.2 R03, single switches (Campus Switch 48, stacks
of two and more) stop forwarding multicast, and after some minutes all traffic of the stack, until
they are restarted. It took us a while to find the reason.

A television set in a dormitory sends IGMPv3 membership reports whose number of group records is
larger than the packet is long. The switch's snooping process reads on past the end of the packet,
its memory grows by some 40 MB a minute, and when the watchdog ends it, the stack elects a new
master, over and over.

So one host in any port with IGMP snooping can take down a stack, on purpose or by accident. A
capture of 30 packets is available if you tell us where to put it; it contains addresses of
residents, so we would rather not send it in plain mail.

Our workaround is to switch snooping off in the affected VLANs.
`,
    }),
  ],
  deeds: [
    [daysAgo(23, "09:54"), deed.reads("analyst")],
    [daysAgo(23, "10:00"), deed.assign("analyst")],
    [daysAgo(23, "10:20"), deed.letsIn("psp", "Answers for the security of the campus switches.")],
    [
      daysAgo(22, "15:30"),
      deed.relevant(
        ["availability"],
        "One host in an access port can make a stack restart again and again: this is relevant. We begin to rebuild your case in the lab with a packet generator, so that we need no data of residents.",
      ),
    ],
    [daysAgo(21, "09:45"), deed.score("CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:C/C:N/I:N/A:H")],
    [
      daysAgo(20, "11:40"),
      deed.affects(
        {
          product: "Campus Switch 48",
          status: "affected",
          versions: "vers:generic/7.2.R03",
        },
        { product: "Campus Switch 24", status: "under-investigation" },
      ),
    ],
    [
      daysAgo(16, "14:15"),
      deed.writes(
        "analyst",
        "We see the memory grow in the lab with a generated report that claims 65,535 records. The developers of the snooping process look at it now.",
      ),
    ],
    [
      daysAgo(12, "16:45"),
      deed.notes(
        "analyst",
        "The developers say that release 7.2 R04 is unaffected by chance: the parser was replaced. To be proven before we say so.",
      ),
    ],
  ],
};
