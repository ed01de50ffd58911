/** Ends one of one's own API tokens at once. */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { revokeOwnToken } from "../../store/people/token-writer.ts";
import { defineAction } from "../action.ts";

export const revokeToken = defineAction({
  deed: "revoke-token",
  title: "Revoke token",
  summary: "Ends one of your own API tokens at once.",
  path: "/tokens/{tokenId}/revocation",
  input: z.object({ tokenId: z.uuid().meta({ title: "Token" }) }),
  async run(context, actor, { tokenId }) {
    permit(actor, "revoke-token");
    return context.transaction(actor, async (tx) => {
      const now = context.now();
      if (!(await revokeOwnToken(tx, tokenId, now))) throw new Refusal("token.unknown");
      await appendHouseEvent(context, tx, { type: "token.revoked", body: { tokenId } });
      return { tokenId, revokedAt: now.toISOString() };
    });
  },
});
