/** How the reporter wants to be thanked, and who may learn their name: theirs to change, without script. */
import { type CreditChoice, printLettersMax } from "../../core/identity/credit.ts";
import type { PermissionView } from "../../store/identity/permission-reader.ts";
import { Tag, type Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { errorFor, type FieldError } from "../../ui/form-errors.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { RadioGroup } from "../../ui/radio-group.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { When } from "../../ui/when.tsx";

export type NamesProps = {
  csrf: string;
  zone: string;
  credit: CreditChoice;
  /** The words to print, as they were given. */
  print: string;
  permissions: readonly PermissionView[];
  errors: readonly FieldError[];
  /** What was chosen and typed in a form that was refused. */
  sentNames: SentNames | undefined;
};

export type SentNames = { readonly choice: string; readonly print: string };

const thanked: Readonly<Record<CreditChoice, string>> = {
  undecided: "You are named nowhere before you have said yes.",
  none: "You will be named nowhere.",
  name: "You want to be thanked by a name:",
  handle: "You want to be thanked by a handle:",
  organisation: "You want your organisation to be thanked:",
};

const choices = [
  { value: "none", label: "Name me nowhere" },
  { value: "name", label: "By a name" },
  { value: "handle", label: "By a handle" },
  { value: "organisation", label: "By my organisation" },
] as const;

export function NamesPanel(props: NamesProps) {
  const { csrf, credit, print, errors, sentNames } = props;
  const chosen = credit === "undecided" ? "none" : credit;
  const fault = errorFor(errors, "print") ?? errorFor(errors, "choice");
  return (
    <Panel title="Your name" level={3} id="your-name">
      <p>
        {thanked[credit]} {print !== "" && <strong>{print}</strong>}
      </p>
      <Disclosure summary="Change how we thank you" open={fault !== undefined}>
        <Form action="/portal/credit" csrf={csrf} label="How we thank you">
          <RadioGroup
            name="choice"
            label="How shall we thank you?"
            value={sentNames?.choice ?? chosen}
            choices={choices}
          />
          <TextField
            name="print"
            label="Words to print"
            help={`Exactly as they shall stand there, up to ${printLettersMax} letters. Nothing is needed to be named nowhere.`}
            value={sentNames?.print ?? print}
            error={fault}
          />
          <p class="field-help">
            You can change your mind until it is published. What has been published cannot be called
            back; a later version follows your choice.
          </p>
          <Actions>
            <Button look="secondary" small>
              Save
            </Button>
          </Actions>
        </Form>
      </Disclosure>
      {props.permissions.map((permission) => (
        <Permission key={permission.permissionId} {...props} permission={permission} />
      ))}
    </Panel>
  );
}

const states: Readonly<Record<PermissionView["state"], readonly [string, Tone]>> = {
  asked: ["Waits for your answer", "warning"],
  given: ["You said yes", "success"],
  refused: ["You said no", "plain"],
  withdrawn: ["You took your yes back", "plain"],
};

function Permission(props: NamesProps & { permission: PermissionView }) {
  const { csrf, zone, permission } = props;
  const [words, tone] = states[permission.state];
  const isOpen = permission.state === "asked";
  return (
    <section class="report-field">
      <h4>May they learn who you are?</h4>
      <p class="plain-text">{permission.recipient}</p>
      <p class="meta">
        <Tag tone={tone}>{words}</Tag>
        <When at={permission.at} zone={zone} />
      </p>
      {isOpen && (
        <p>
          Until you say yes, we keep it to ourselves. A no changes nothing in how we treat your
          report.
        </p>
      )}
      <Form
        action="/portal/permission"
        csrf={csrf}
        label={`May they learn who you are? ${permission.recipient.slice(0, 60)}`}
      >
        <Hidden name="permissionId" value={permission.permissionId} />
        <Actions>
          {permission.state !== "given" && (
            <Button name="allow" value="yes" look={isOpen ? "primary" : "secondary"} small>
              {isOpen ? "Yes, they may" : "Allow it after all"}
            </Button>
          )}
          {(isOpen || permission.state === "given") && (
            <Button name="allow" value="no" look="secondary" small>
              {isOpen ? "No" : "Take my yes back"}
            </Button>
          )}
        </Actions>
      </Form>
    </section>
  );
}
