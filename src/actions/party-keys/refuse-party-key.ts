/** Says of an offered key that it is not the party's. It is kept, and never written to. */
import { z } from "zod";
import { maySay } from "../../core/party-keys/party-key.ts";
import { Refusal } from "../../core/refusal.ts";
import { defineAction } from "../action.ts";
import { sayOfKey } from "./say-of-key.ts";

export const refusePartyKey = defineAction({
  deed: "refuse-party-key",
  title: "This key is not theirs",
  summary: "Says of a key that came along that it is not the party's; nothing is encrypted to it.",
  path: "/cases/{caseId}/party-keys/{keyId}/refusal",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    keyId: z.uuid().meta({ title: "Key" }),
    how: z.string().trim().max(1_000).default("").meta({ title: "Why not" }),
  }),
  run: (context, actor, of) =>
    sayOfKey(context, actor, "refuse-party-key", of, async (_, { state }) => {
      if (state === "refused") return "said";
      if (!maySay(state, "refused")) throw new Refusal("party-key.settled");
      return { state: "refused" };
    }),
});
