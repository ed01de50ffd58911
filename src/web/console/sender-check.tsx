/** Says in plain words which domain vouches for a mail, and what that is worth. Names no domain. */
import type {
  AuthenticationCheck,
  MailAuthentication,
  Verdict,
} from "../../core/mail/authentication.ts";
import { Tag, type Tone } from "../../ui/badge.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";

/** Nothing for what came before mails were checked, or by another way than mail. */
export function SenderCheck(props: { of: MailAuthentication | undefined }) {
  if (!props.of) return null;
  const { title, tone, meaning } = senderWords(props.of);
  return (
    <div class="sender-check">
      <p>
        <Tag tone={tone} icon="mail">
          {title}
        </Tag>
      </p>
      <Disclosure summary="What this says of the sender">
        <p>{meaning}</p>
        <p>{checksInWords(props.of)}</p>
      </Disclosure>
    </div>
  );
}

interface SenderWords {
  readonly title: string;
  readonly tone: Tone;
  readonly meaning: string;
}

const byDmarc = {
  pass: {
    title: "Sender’s domain confirmed",
    tone: "success",
    meaning:
      "The domain in the sender’s address vouches for this mail. It does not prove which person there wrote it; a signature does.",
  },
  fail: {
    title: "Sender’s domain not confirmed",
    tone: "danger",
    meaning:
      "The domain in the sender’s address does not vouch for this mail: anybody may have written it under that address, or it was changed on its way. Ask the author by another way before you act on it.",
  },
  unknown: {
    title: "Sender not checked yet",
    tone: "plain",
    meaning:
      "The domain in the sender’s address could not be asked whether it vouches for this mail. Treat the sender as unproven.",
  },
  none: {
    title: "Sender’s domain says nothing",
    tone: "plain",
    meaning:
      "The domain in the sender’s address publishes no rule on who may write under its name. Treat the sender as unproven.",
  },
} as const satisfies Record<Verdict, SenderWords>;

/** What the four verdicts mean together. */
export function senderWords(of: MailAuthentication): SenderWords {
  const { dmarc, dkim, spf } = of;
  const vouches = [dkim, spf].some((each) => each.verdict === "pass" && each.ofSender);
  if (dmarc.verdict !== "none" || !vouches) return byDmarc[dmarc.verdict];
  return {
    title: "Sender’s domain likely",
    tone: "success",
    meaning:
      "The mail carries the mark of the domain in the sender’s address, though that domain publishes no rule on mail without it (DMARC).",
  };
}

const verdictWords: Readonly<Record<Verdict, string>> = {
  pass: "passed",
  fail: "failed",
  none: "nothing to check",
  unknown: "could not be checked",
};

function checksInWords(of: MailAuthentication): string {
  const one = (name: string, { verdict, ofSender }: AuthenticationCheck) => {
    const whose = ofSender ? "for the sender’s domain" : "for another domain";
    const judged = verdict === "pass" || verdict === "fail";
    return `${name} ${verdictWords[verdict]}${judged ? ` ${whose}` : ""}`;
  };
  const checks = [
    one("the sending server (SPF)", of.spf),
    one("the domain’s signature (DKIM)", of.dkim),
    one("the domain’s rule (DMARC)", of.dmarc),
    one("forwarders on the way (ARC)", of.arc),
  ];
  const by = of.checkedBy === "parley" ? "Checked by Parley" : "As our own mail server checked it";
  return `${by}: ${checks.join("; ")}.`;
}
