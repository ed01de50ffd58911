/** What administrators and leads are told on every console page while a check of our keys fails. */
import { isDoubt, keyProblems } from "../../core/keys/key-check.ts";
import { isPermitted } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { type KeyCheckRow, keyCheckRows } from "../../store/keys/check-reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import { addAlert } from "./alerts.ts";
import type { Noting } from "./console-notes.ts";

/** Who can mend it, and who answers for mail that cannot be read meanwhile. */
const told = ["administrator", "lead"] as const;

export async function noteKeys(tx: Tx, { request, staff, web }: Noting): Promise<void> {
  if (request.method !== "GET" || !told.some((role) => staff.roles.includes(role))) return;
  const rows = await keyCheckRows(tx);
  const wrong = rows.find(({ problem }) => problem !== null && !isDoubt(problem));
  if (!wrong?.problem) return;
  const { zone } = inForceAt(web.context.policies, web.context.now()).channels.officeHours;
  const mends = isPermitted(staff, "make-own-key");
  addAlert(request, <KeyNotice wrong={wrong} mends={mends} zone={zone} />);
}

function KeyNotice(props: { wrong: KeyCheckRow; mends: boolean; zone: string }) {
  const { wrong, mends, zone } = props;
  const { problem, place, failingSince } = wrong;
  return (
    <Notice tone="danger" title="Something is wrong with the key that we publish">
      <p>
        {failingSince && (
          <>
            Since <When at={failingSince} zone={zone} />:{" "}
          </>
        )}
        {problem && keyProblems[problem]} {place && <code>{place}</code>}{" "}
        {mends ? (
          <a href="/console/keys">To the keys</a>
        ) : (
          "An administrator finds more under “OpenPGP keys”."
        )}
      </p>
    </Notice>
  );
}
