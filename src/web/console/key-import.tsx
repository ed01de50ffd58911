/** The form that takes a private key over. What was pasted is never put into a page again. */
import { importOwnKey } from "../../actions/keys/import-own-key.ts";
import { lastValueOf } from "../../lib/form-description.ts";
import { Button } from "../../ui/button.tsx";
import { Form } from "../../ui/form.tsx";
import { errorFor, FormErrors } from "../../ui/form-errors.tsx";
import { Actions, Panel, Prose } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { RadioGroup } from "../../ui/radio-group.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { formToken } from "../server/form-token.ts";
import type { ConsoleRequest } from "./console-frame.tsx";
import type { SentHouseForm } from "./house-form.tsx";

export function ImportForm(props: {
  at: ConsoleRequest;
  path: string;
  sent: SentHouseForm | undefined;
}) {
  const { at, path, sent } = props;
  const errors = sent?.refused.errors ?? [];
  return (
    <>
      <PageHeader
        title="Import a key"
        lede="A key that the team has already goes on being its key: people need not learn another fingerprint."
      />
      <Panel title="The key">
        <Prose>
          <p>
            Where a key is in use for the same addresses, this one takes its place, and both sign
            that it did. A key without its private half, one that has expired or is revoked, a weak
            one, and one that cannot both encrypt and sign is not taken.
          </p>
        </Prose>
        <Form
          action={path}
          csrf={formToken(at.request, at.reply, at.web)}
          label={importOwnKey.title}
        >
          <FormErrors errors={errors} />
          <TextArea
            name="armored"
            label="Private key"
            help="As gpg --armor --export-secret-keys writes it, from BEGIN to END. It is sealed before it is kept, and not shown again."
            error={errorFor(errors, "armored")}
            rows={10}
            code
            required
          />
          <TextField
            name="passphrase"
            label="Its passphrase"
            type="password"
            autocomplete="off"
            help="Used now and not kept. Empty if it has none."
            error={errorFor(errors, "passphrase")}
          />
          <RadioGroup
            name="purpose"
            label="What it is for"
            choices={[
              { value: "mail", label: "Mail" },
              { value: "advisory", label: "Signing advisories" },
            ]}
            value={lastValueOf(sent?.values ?? {}, "purpose") ?? "mail"}
            required
          />
          <Actions>
            <Button look="primary">{importOwnKey.title}</Button>
          </Actions>
        </Form>
      </Panel>
    </>
  );
}
