/** What of the team itself runs out soon: its published key and its security.txt. No case holds them. */
import { type HouseClock, houseClocks } from "../../core/clocks/house-clocks.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { securityTxtExpiryOf } from "../../formats/securitytxt/expiry-of.ts";
import { publishedFile } from "../../store/publications/reader.ts";
import { Due } from "../../ui/due.tsx";
import { Panel } from "../../ui/layout.tsx";
import { publishedKeys } from "../public/published-keys.ts";
import type { WebContext } from "../server/web-context.ts";
import { distanceWords } from "./due-words.ts";

/** Those that ran out or come within the policy's warning, the first on top. */
export async function houseDue(web: WebContext): Promise<readonly HouseClock[]> {
  const { context } = web;
  const now = context.now();
  const inUse = (await publishedKeys(web)).filter(({ retiredAt }) => retiredAt === null);
  const file = await context.transaction({ kind: "anyone" }, (tx) =>
    publishedFile(tx, "/.well-known/security.txt"),
  );
  const facts = {
    keys: inUse.flatMap(({ facts: { fingerprint, runsOut } }) =>
      runsOut ? [{ fingerprint, expiresAt: runsOut }] : [],
    ),
    securityTxtExpiresAt: file ? securityTxtExpiryOf(Buffer.from(file.bytes).toString()) : null,
  };
  return houseClocks(inForceAt(context.policies, now), facts, now).filter(
    ({ state }) => state === "overdue" || state === "due-soon",
  );
}

const whatWords = {
  "key-expiry": "Our published OpenPGP key runs out",
  "security-txt-expiry": "Our security.txt runs out",
} as const;

/** Nothing where nothing of the house is due. */
export function HouseDue(props: { clocks: readonly HouseClock[]; now: Date; zone: string }) {
  const { clocks, now, zone } = props;
  if (clocks.length === 0) return null;
  return (
    <Panel title="The team itself" id="house">
      <ul class="due-rows">
        {clocks.map(({ promise, subject, dueAt, state }) => (
          <li key={subject ?? promise}>
            <Due
              promise={subject ? `${whatWords[promise]}: ${subject}` : whatWords[promise]}
              state={state === "overdue" ? "overdue" : "soon"}
              at={dueAt}
              relative={distanceWords(now, dueAt)}
              zone={zone}
            />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
