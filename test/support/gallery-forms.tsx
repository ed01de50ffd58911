/** The form fields and controls of the gallery, in every state. */
import type { ComponentChildren } from "preact";
import { Button, LinkButton } from "../../src/ui/button.tsx";
import { Checkbox, CheckboxGroup } from "../../src/ui/checkbox.tsx";
import { CopyField } from "../../src/ui/copy-field.tsx";
import { CvssPicker } from "../../src/ui/cvss-picker.tsx";
import { DateTimeField } from "../../src/ui/date-time-field.tsx";
import { FileField } from "../../src/ui/file-field.tsx";
import { FieldSet, Form } from "../../src/ui/form.tsx";
import { FormErrors } from "../../src/ui/form-errors.tsx";
import { Fingerprint } from "../../src/ui/grouped-code.tsx";
import { Actions, Panel } from "../../src/ui/layout.tsx";
import { Progress } from "../../src/ui/progress.tsx";
import { RadioGroup } from "../../src/ui/radio-group.tsx";
import { SearchBox } from "../../src/ui/search-box.tsx";
import { Select } from "../../src/ui/select.tsx";
import { TextArea } from "../../src/ui/text-area.tsx";
import { TextField } from "../../src/ui/text-field.tsx";

export const Part = (props: { id: string; title: string; children: ComponentChildren }) => (
  <Panel id={props.id} title={props.title}>
    {props.children}
  </Panel>
);

export const fields = () => (
  <Part id="fields" title="Forms">
    <FormErrors
      errors={[
        { field: "email-wrong", message: "Write an address with an @, such as name@example.org." },
        { message: "Your visit had ended; nothing you typed is lost." },
      ]}
    />
    <Form action="#sent" csrf="token" label="Specimen" multipart>
      <FieldSet legend="Who you are" help="All of it may stay empty.">
        <TextField name="handle" label="Name or handle" help="As you wish to be called." />
        <TextField name="email" label="E-mail" type="email" required value="reporter@example.org" />
        <TextField
          name="email-wrong"
          label="Another e-mail"
          type="email"
          value="reporter.example.org"
          error="Write an address with an @, such as name@example.org."
        />
        <TextField name="vector" label="CVSS vector" code size="full" value="CVSS:3.1/AV:N/AC:L" />
        <TextField name="count" label="How many" size="short" inputMode="numeric" />
        <TextArea name="what" label="What is it?" rows={4} help="Plain text." required />
        <TextArea name="key" label="Public key" rows={3} code error="This is not a public key." />
        <Select
          name="product"
          label="Product"
          emptyLabel="Choose a product"
          options={[
            { value: "a", label: "Aurora Router" },
            { value: "b", label: "Borealis Switch" },
          ]}
        />
        <Select name="p2" label="Product" error="Choose one." options={[]} emptyLabel="Choose" />
        <FileField name="files" label="Files" multiple help="Up to 25 MB each." />
        <DateTimeField name="when" label="Publication planned" value="2026-05-04T09:30" />
        <DateTimeField
          name="when2"
          label="Publication planned"
          value="2026-05-04T09:30"
          zones={["UTC", "Europe/Paris"]}
          error="This date has passed."
        />
        <DateTimeField name="day" label="Found on" value="2026-05-04" dayOnly />
      </FieldSet>
      <FieldSet legend="What you know">
        <RadioGroup
          name="relevant"
          label="Is it relevant?"
          required
          value="yes"
          choices={[
            { value: "yes", label: "Relevant", explanation: "One of our products is affected." },
            { value: "no", label: "Not relevant", explanation: "The reporter gets the reasons." },
            { value: "more", label: "Not clear yet", explanation: "We ask, and the clock waits." },
          ]}
        />
        <RadioGroup
          name="public"
          label="Is it public already?"
          look="row"
          choices={[
            { value: "yes", label: "Yes" },
            { value: "no", label: "No" },
          ]}
        />
        <RadioGroup
          name="exploited"
          label="Is it exploited?"
          error="Choose one."
          choices={[
            { value: "yes", label: "Yes, we have seen it" },
            { value: "no", label: "Not that we know" },
          ]}
        />
        <Checkbox name="share" label="You may share my address with vendors" />
        <Checkbox
          name="agree"
          label="I have read the policy"
          required
          checked
          help="It is two pages."
        />
        <Checkbox name="agree2" label="I have read the policy" required error="Please confirm." />
        <CheckboxGroup
          name="products"
          label="Affected products"
          values={["a"]}
          choices={[
            { value: "a", label: "Aurora Router" },
            { value: "b", label: "Borealis Switch", explanation: "Since version 4" },
          ]}
        />
      </FieldSet>
      <Actions>
        <Button>Send</Button>
        <Button look="secondary">Save</Button>
      </Actions>
    </Form>
  </Part>
);

export const controls = () => (
  <>
    <Part id="buttons" title="Buttons">
      <Actions>
        <Button>Publish</Button>
        <Button look="secondary" icon="plus">
          Add a product
        </Button>
        <Button look="quiet">Cancel</Button>
        <Button look="danger">Withdraw</Button>
        <Button disabled>Publish</Button>
        <LinkButton href="#b" icon="download">
          CSAF
        </LinkButton>
        <Button look="secondary" small shortcut="r">
          Reply
        </Button>
      </Actions>
      <SearchBox action="#search" label="Search publications" />
      <CopyField
        name="receipt"
        label="Your receipt code"
        value="7K3QM9XWPA2VHD5TRC8NBJ4E"
        grouped
        help="Whoever has it can read this conversation."
      />
      <CopyField name="link" label="Permalink" value="https://psirt.example/advisories/SA-N0042" />
      <p>
        <Fingerprint value="59c9c8c3 2b5a bb9c 2c4e  86ca c0fe a9f5 17c8 2d3e" />
      </p>
      <Progress label="Recipients reached" value={3} max={8} />
    </Part>
    <Part id="cvss" title="Score">
      <CvssPicker
        name="cvss"
        metrics={metrics}
        values={{ AV: "N", C: "H" }}
        errors={{ AC: "Choose one." }}
      />
    </Part>
  </>
);

const level = (...names: string[]) =>
  names.map((name) => ({ abbreviation: name.slice(0, 1), name }));

const metrics = [
  {
    group: "Base metrics",
    metrics: [
      {
        abbreviation: "AV",
        name: "Attack vector",
        values: level("Network", "Adjacent", "Local", "Physical"),
        mandatory: true,
      },
      {
        abbreviation: "AC",
        name: "Attack complexity",
        values: level("Low", "High"),
        mandatory: true,
      },
      {
        abbreviation: "PR",
        name: "Privileges required",
        values: level("None", "Low", "High"),
        mandatory: true,
      },
      {
        abbreviation: "C",
        name: "Confidentiality",
        values: level("None", "Low", "High"),
        mandatory: true,
      },
    ],
  },
  {
    group: "Temporal metrics",
    metrics: [
      {
        abbreviation: "RC",
        name: "Report confidence",
        values: level("X Not defined", "Unknown", "Reasonable", "Confirmed"),
        mandatory: false,
      },
    ],
  },
];
