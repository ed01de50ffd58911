/** Reads which ready texts a colleague used last, on the cases that they see. */
import type { Tx } from "../transaction.ts";

/** Names of ready texts, the last used first and each once; of the newest 100 messages. */
export async function lettersUsedBy(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx.query<{ body: string }>(
    `select body from events
      where actor_id = $1 and type in ('message.sent', 'message.written')
      order by at desc limit 100`,
    [personId],
  );
  const names = rows.map(({ body }) => (JSON.parse(body) as { letter?: string }).letter);
  return [...new Set(names.filter((name) => name !== undefined))];
}
