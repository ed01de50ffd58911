/**
 * How long things are kept, from the settings that the daily sweep follows and from nothing else: a
 * policy that sets no term prints no sentence (TH-23).
 */
import { countOf } from "../../../core/clocks/length.ts";
import type { KeepFor } from "../../../core/policy/retention.ts";
import { lengthIn, listIn, type Speech, type Spoken } from "./speech.tsx";

export function Kept({ policy, speech }: Spoken) {
  const { retention, retentionDaysAfterClose: days } = policy.privacy;
  const words = speech.words.retention;
  const content: KeepFor = retention.content === "none" && days > 0 ? { days } : retention.content;
  const terms = [
    said(speech, retention.identities, words.identities),
    said(speech, content, words.content),
    said(speech, retention.rejected, words.rejected),
  ].filter((term) => term !== undefined);
  const requests = said(speech, retention.requests, words.requests);
  if (terms.length === 0 && !requests) return null;
  return (
    <>
      <h3>{words.title}</h3>
      {terms.length > 0 && (
        <>
          <ul>
            {terms.map((term) => (
              <li key={term}>{term}</li>
            ))}
          </ul>
          <p>
            {howErased({ policy, speech })} {words.held}
          </p>
        </>
      )}
      {requests && <p>{requests}</p>}
    </>
  );
}

function said(
  speech: Speech,
  term: KeepFor,
  sentence: (length: string) => string,
): string | undefined {
  if (term === "none" || countOf(term).count === 0) return undefined;
  return sentence(lengthIn(speech, term));
}

function howErased({ policy, speech }: Spoken): string {
  const words = speech.words.retention;
  const kinds = ["identities", "content"] as const;
  const own = kinds.filter((kind) => policy.privacy.retention.automatic.includes(kind));
  if (own.length === 0) return words.confirmed;
  if (own.length === kinds.length) return words.automatic;
  const names = speech.settings.choices["privacy.retention.automatic"];
  return words.automaticFor(
    listIn(
      speech,
      own.map((kind) => names[kind]),
    ),
  );
}
