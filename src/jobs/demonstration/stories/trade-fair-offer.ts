/** Advertising that waits in the intake tray, for the key that puts it aside. */
import { byPlainMail } from "../arrivals.ts";
import type { Story } from "../story.ts";
import { minutesAgo } from "../story-time.ts";

export const tradeFairOffer: Story = {
  name: "trade-fair-offer",
  arrival: [
    minutesAgo(35),
    byPlainMail({
      from: { name: "Stand booking", address: "stands@trade-fair.example" },
      subject: "Your stand at the security trade fair: 20 % off until Friday",
      text: "Dear team,\n\nthe best places of the hall are going fast. Answer this mail until Friday, and you have 20 % off the stand, the carpet and the coffee machine.\n\nWe look forward to seeing you there.\n",
    }),
  ],
  deeds: [],
};
