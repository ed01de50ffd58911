/** What was proposed on a transmission, in words; the same on the portal and in the console. */
import type { TransmissionMethod } from "../../core/transmissions/transmission.ts";
import type { TransmissionView } from "../../store/transmissions/reader.ts";
import { DescriptionList } from "../../ui/description-list.tsx";

const methodWords: Readonly<Record<TransmissionMethod, string>> = {
  portal: "Upload on the portal",
  "encrypted-mail": "Encrypted mail to the team",
  other: "Another way",
  none: "Not at all: it is not sent",
};

/** `answer`: what the party's own words are called. */
export function TransmissionTerms(props: { of: TransmissionView; answer: string }) {
  const { of } = props;
  const words = [
    { term: "Which data", value: of.what },
    { term: "How it travels", value: methodWords[of.method] },
    { term: "In words", value: of.way },
    { term: "Where it is kept", value: of.place },
    { term: "When it is deleted", value: of.deletion },
    { term: props.answer, value: of.answer },
  ];
  return (
    <DescriptionList
      facts={words.map(({ term, value }) => ({
        term,
        value: value && <span class="plain-text">{value}</span>,
      }))}
    />
  );
}
