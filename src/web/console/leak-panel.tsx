/** Where a withheld name stands in what is about to leave, and how one place that names nobody is released. */

import type { GuardFinding } from "../../actions/identity/name-guard.ts";
import { placeInWords } from "../../actions/identity/place-in-words.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import type { AtCase } from "./at-case.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";

/** Nothing where nothing was found. */
export function LeakPanel(props: { at: AtCase; findings: readonly GuardFinding[] }) {
  const { at, findings } = props;
  const blocking = findings.filter(({ blocks }) => blocks);
  const warnings = findings.filter(({ blocks }) => !blocks);
  if (findings.length === 0) return null;
  return (
    <Panel
      title={
        blocking.length > 0
          ? "It would name somebody who is not to be named"
          : "It may name somebody who is not to be named"
      }
      id="names"
    >
      {blocking.length > 0 && (
        <p>
          It cannot leave while it does. Take the words out at these places
          {may(at, "release-finding")
            ? ", or release a place that you looked at and that names nobody."
            : ". Who may open the vault can release a place that names nobody."}{" "}
          {at.sent?.deed === "send-message" && "Copy your message first: it is not kept."}
        </p>
      )}
      <ul class="remedy-list">
        {blocking.map((finding) => (
          <li key={finding.findingId}>
            <p>{placeInWords(finding)}</p>
            <Release at={at} findingId={finding.findingId} />
          </li>
        ))}
      </ul>
      {warnings.length > 0 && (
        <>
          <p>These words may be a part of a name. They do not stop it; please look.</p>
          <ul>
            {warnings.map((finding) => (
              <li key={finding.findingId}>{placeInWords(finding)}</li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function Release({ at, findingId }: { at: AtCase; findingId: string }) {
  if (!may(at, "release-finding")) return null;
  const ids = { findingId };
  return (
    <Disclosure
      summary="It names nobody: release this place"
      open={sentFor(at, "release-finding", ids) !== undefined}
    >
      <DeedForm at={at} deed="release-finding" ids={ids} look="secondary" />
    </Disclosure>
  );
}
