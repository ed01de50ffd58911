/** The report form: one page in clear steps, of the fields that the policy shows. Works without script. */
import type { ComponentChildren } from "preact";
import type { Policy } from "../../core/policy/policy.ts";
import { fieldsAsked, type ReportField } from "../../core/policy/report-form.ts";
import { lettersInWords } from "../../core/reports/report-limits.ts";
import { reportQuestions } from "../../core/reports/report-questions.ts";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { FileField } from "../../ui/file-field.tsx";
import { FieldSet, Form } from "../../ui/form.tsx";
import { errorFor, FormErrors } from "../../ui/form-errors.tsx";
import { Actions } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { RadioGroup } from "../../ui/radio-group.tsx";
import { houseWords } from "./house-words.ts";
import { LanguageField } from "./language-field.tsx";
import { LiveChannels } from "./live-channels.tsx";
import { say } from "./public-frame.tsx";
import type { AskedEffort } from "./report-effort.ts";
import { ReportEffort } from "./report-effort-field.tsx";
import { type FieldState, ReportFieldInput } from "./report-field.tsx";
import { SimilarButton, SimilarWhileTyping } from "./similar-published.tsx";
import { Undertakings } from "./undertakings.tsx";

type PartProps = FieldState & {
  policy: Policy;
  /** What files may be, as a sentence. */
  fileLimits: string;
};

export type ReportFormProps = PartProps & { csrf: string; effort?: AskedEffort | undefined };

const finding: readonly ReportField[] = ["product", "version", "description"];

const details: readonly ReportField[] = [
  "component",
  "reproduction",
  "proof-of-concept",
  "exploitation",
  "impact",
  "affected-configurations",
  "how-found",
  "ai-used",
  "when-found",
  "suggested-severity",
  "cwe",
  "suggested-fix",
];

const surroundings: readonly ReportField[] = [
  "exploited",
  "already-public",
  "already-reported",
  "other-vendors",
  "tracking-ids",
  "publication-plan",
];

const person: readonly ReportField[] = [
  "name",
  "organisation",
  "telephone",
  "language",
  "public-key",
  "credit",
  "credit-as",
  "share-contact",
  "private-comments",
];

export function ReportForm(props: ReportFormProps) {
  const { policy, csrf, errors } = props;
  return (
    <Form action="/report" csrf={csrf} multipart label="Report a vulnerability">
      <FormErrors errors={errors} />
      <LiveQuestion {...props} />
      <FieldSet legend="What you found" help={lettersInWords}>
        <Fields {...props} of={finding} />
        <SimilarWhileTyping />
        <Fold {...props} of={details} title="More details, if you have them" />
        <Files {...props} />
      </FieldSet>
      {shownOf(policy, surroundings).length > 0 && (
        <FieldSet legend="Who else knows" help="Leave out what you do not know.">
          <Fold
            {...props}
            of={surroundings}
            title="Is it public, exploited, or reported elsewhere?"
          />
        </FieldSet>
      )}
      <Contact {...props} />
      <Undertakings policy={policy} answers={props.answers} errors={errors} />
      <ReportEffort asked={props.effort} answers={props.answers} errors={errors} />
      <Actions>
        <Button>Send the report</Button>
        <SimilarButton />
        <span class="field-help">
          You get a receipt at once. The second button sends nothing: it shows what we published
          that is like it.
        </span>
      </Actions>
    </Form>
  );
}

function shownOf(policy: Policy, fields: readonly ReportField[]): ReportField[] {
  const always: readonly ReportField[] = ["product", "description", "email"];
  const asked = fieldsAsked(policy);
  return fields.filter((field) => always.includes(field) || asked.includes(field));
}

function Fields(props: PartProps & { of: readonly ReportField[] }) {
  return (
    <>
      {shownOf(props.policy, props.of).map((field) =>
        field === "language" ? (
          <LanguageField key={field} {...props} />
        ) : (
          <ReportFieldInput key={field} {...props} field={field} />
        ),
      )}
    </>
  );
}

/** Fields that most people leave out are folded away, and open once one holds something. */
function Fold(props: PartProps & { of: readonly ReportField[]; title: string }) {
  const shown = shownOf(props.policy, props.of);
  if (shown.length === 0) return null;
  const inUse = shown.some((field) => props.answers[field] || errorFor(props.errors, field));
  return (
    <Disclosure summary={props.title} open={inUse}>
      <Fields {...props} />
    </Disclosure>
  );
}

function LiveQuestion(props: PartProps) {
  const { policy } = props;
  if (!policy.reportForm.fields.includes("live-incident")) return null;
  const { label } = reportQuestions["live-incident"];
  const words = houseWords(policy);
  return (
    <div class="live-question">
      <RadioGroup
        name="live-incident"
        label={label}
        value={props.answers["live-incident"] ?? "no"}
        choices={[
          {
            value: "no",
            label: "No, I found a weakness",
            explanation: "Go on with this form.",
          },
          {
            value: "yes",
            label: "Yes, an attack or outage is going on",
            explanation: words.actInChoice,
          },
        ]}
      />
      <div class="live-answer form">
        <Notice tone="danger" title={words.pleaseFirst}>
          <LiveChannels policy={policy} />
        </Notice>
        {policy.liveIncident.raisesExploitationCheck && (
          <>
            <ReportFieldInput {...props} field="product-used" />
            <p class="field-help">
              If you think so, or do not know, please send this form as well, even with few words:
              it may concern others. Our team sees at once what you answered.
            </p>
          </>
        )}
      </div>
    </div>
  );
}

function Files(props: PartProps) {
  const { policy, answers, errors } = props;
  if (!policy.reportForm.fields.includes("files")) return null;
  return (
    <Group>
      <FileField
        name="files"
        label="Files"
        multiple
        help={`${props.fileLimits} Larger ones can follow in parts once the report is sent: its page takes them.`}
        error={errorFor(errors, "files")}
      />
      <Notice title="Before you send: does it hold personal or regulated data?">
        Please look through text and files. You are responsible for whether you may pass such data
        on. When in doubt, do not send it: say so here, and we agree with you first on how it
        travels, where it is kept and when it is deleted.
      </Notice>
      <ReportFieldInput field="personal-data" answers={answers} errors={errors} />
    </Group>
  );
}

/** Keeps the rhythm of the form around parts that belong together. */
function Group(props: { children: ComponentChildren }) {
  return <div class="form">{props.children}</div>;
}

function Contact(props: PartProps) {
  const { policy, answers, errors } = props;
  const choosesCode = policy.reportForm.receiptCode;
  return (
    <FieldSet
      legend="How we reach you"
      help={
        choosesCode
          ? "An e-mail address or a receipt code is enough. We ask for nothing else about you."
          : "An e-mail address is enough. We ask for nothing else about you."
      }
    >
      {choosesCode && (
        <RadioGroup
          name="answersBy"
          label="Where may we answer?"
          value={answers.answersBy ?? "mail"}
          error={errorFor(errors, "answersBy")}
          choices={[
            {
              value: "mail",
              label: "By e-mail",
              explanation: "We write to you; you can also follow the report here.",
            },
            {
              value: "portal",
              label: "Only here, with a receipt code",
              explanation: "Stay unnamed. Come back with the code to read our answers.",
            },
          ]}
        />
      )}
      <ReportFieldInput field="email" answers={answers} errors={errors} />
      <Fold {...props} of={person} title="About you, all of it optional" />
      {say(policy.privacy.purpose) && <p class="fieldset-help">{say(policy.privacy.purpose)}</p>}
    </FieldSet>
  );
}
