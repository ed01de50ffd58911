/** Tells a reporter since when the same was known, with the proof of that date. Of the other report nothing else. */
import type { Known } from "../../store/links/reader.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";

export function KnownBefore({ known, zone }: { known: Known; zone: string }) {
  return (
    <>
      <Notice title="What you found was reported to us before.">
        First on <When at={new Date(known.since)} zone={zone} />. Your report keeps its own date and
        thread, and your thanks. Each step of the work is told here as if yours had been the first.
      </Notice>
      <Disclosure summary="How this date can be proved">
        <p>
          This is a SHA-256 hash over the earlier report and its date. It tells nothing by itself.
          If the date is in doubt one day, we can show what it was made of, and you can compare:
        </p>
        <p>
          <code>{known.proof}</code>
        </p>
      </Disclosure>
    </>
  );
}
