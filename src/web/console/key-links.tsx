/**
 * Addresses at which a party says that its key lies, each with one button that fetches it. Shows of an
 * address only what staff may read; the vault shows all of it.
 */
import type { KeyLinkView } from "../../store/party-keys/link-reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";
import { DeedForm, may } from "./deed-form.tsx";
import { keyLinkProblemWords } from "./key-link-words.ts";

export function KeyLinks({ at, links }: { at: AtCase; links: readonly KeyLinkView[] }) {
  if (links.length === 0) return null;
  return (
    <ul class="remedy-list">
      {links.map((link) => (
        <li key={link.linkId}>
          <OneLink at={at} of={link} />
        </li>
      ))}
    </ul>
  );
}

const fromWords: Readonly<Record<KeyLinkView["source"], string>> = {
  mail: "typed in a mail",
  form: "typed into the report form",
};

function OneLink({ at, of }: { at: AtCase; of: KeyLinkView }) {
  const { shown, problem } = of.about;
  return (
    <>
      <p>
        A key is said to be at{" "}
        {shown === "" ? "an address that the vault shows" : <code>{shown}</code>}
      </p>
      <p class="meta">
        {of.state === "asked" && <Tag tone="info">Being fetched</Tag>}
        {of.state === "fetched" && <Tag tone="success">Fetched: it stands among the keys</Tag>}
        <span>{fromWords[of.source]}</span>
        <When at={of.saidAt} zone={zoneOf(at)} />
      </p>
      {of.state === "failed" && problem && (
        <p>
          Asked <When at={of.at} zone={zoneOf(at)} />: {keyLinkProblemWords[problem]}
        </p>
      )}
      {of.state !== "asked" && of.state !== "fetched" && may(at, "fetch-key") && (
        <>
          <p class="quiet">
            Whoever runs that server learns that somebody here read the address. What lies there is
            offered, and waits to be confirmed.
          </p>
          <DeedForm at={at} deed="fetch-key" ids={{ linkId: of.linkId }} look="secondary" />
        </>
      )}
    </>
  );
}
