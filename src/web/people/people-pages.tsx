/** The administrator's pages: who works here, inviting somebody, and one person. */
import type { PersonView } from "../../store/people/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { ConsolePage } from "../../ui/console-page.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Form } from "../../ui/form.tsx";
import { errorFor, type FieldError, FormErrors } from "../../ui/form-errors.tsx";
import { Actions, Panel, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Select } from "../../ui/select.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { When } from "../../ui/when.tsx";
import type { ConsoleFrame } from "../server/frames.ts";
import { RolesField, rolesInWords } from "./roles-field.tsx";

const people = { label: "People", href: "/console/people" };

export function pathOfPerson(personId: string): string {
  return `${people.href}/${personId}`;
}

const columns: readonly Column<PersonView>[] = [
  {
    header: "Name",
    heads: true,
    cell: (person) => <a href={pathOfPerson(person.personId)}>{person.name}</a>,
  },
  { header: "Sign-in name", cell: (person) => person.signInName },
  { header: "Roles", cell: (person) => rolesInWords(person.roles) },
  {
    header: "Account",
    cell: (person) => <AccountTag person={person} />,
  },
  {
    header: "Since",
    nowrap: true,
    cell: ({ createdAt }) => <When at={createdAt} precision="day" />,
  },
];

function AccountTag({ person }: { person: PersonView }) {
  if (person.disabledAt) return <Tag tone="warning">Disabled</Tag>;
  return person.setUp ? <Tag tone="success">Active</Tag> : <Tag tone="info">Not set up yet</Tag>;
}

export function PeoplePage(props: { frame: ConsoleFrame; people: readonly PersonView[] }) {
  return (
    <ConsolePage {...props.frame} title="People">
      <PageHeader
        title="People"
        lede="Who has an account here, and what they are there for. An administrator reads no case."
        actions={
          <LinkButton href={`${people.href}/new`} look="primary" icon="plus">
            Invite
          </LinkButton>
        }
      />
      <Table
        caption="Accounts"
        captionHidden
        columns={columns}
        rows={props.people}
        rowKey={({ personId }) => personId}
      />
    </ConsolePage>
  );
}

export interface InviteValues {
  readonly name: string;
  readonly signInName: string;
  readonly roles: readonly string[];
  readonly teamId: string;
}

export function InvitePage(props: {
  frame: ConsoleFrame;
  csrf: string;
  values: InviteValues;
  /** Teams other than the one that every report comes to. */
  teams: readonly { teamId: string; name: string }[];
  errors: readonly FieldError[];
}) {
  const { values, errors, teams } = props;
  return (
    <ConsolePage
      {...props.frame}
      title="Invite"
      breadcrumb={[people, { label: "Invite" }]}
      notice={<FormErrors errors={errors} title="Nobody invited yet: please check the following" />}
    >
      <PageHeader
        title="Invite somebody"
        lede="You get a link to hand over; with it they register a passkey, or choose a password and enrol an authenticator app."
      />
      <Form action={`${people.href}/new`} csrf={props.csrf} label="Invite">
        <TextField
          name="name"
          label="Name"
          help="How colleagues know this person; shown beside what they do."
          value={values.name}
          error={errorFor(errors, "name")}
          autocomplete="off"
          required
        />
        <TextField
          name="signInName"
          label="Sign-in name"
          help="A mail address or a short name; capital letters do not matter."
          value={values.signInName}
          error={errorFor(errors, "signInName")}
          autocomplete="off"
          required
        />
        <RolesField values={values.roles} error={errorFor(errors, "roles")} />
        {teams.length > 0 && (
          <Select
            name="teamId"
            label="Team"
            help="Whoever is of an entity’s team does not join the PSIRT team, and sees none of its cases."
            options={teams.map(({ teamId, name }) => ({ value: teamId, label: name }))}
            emptyLabel="As the roles say"
            value={values.teamId}
            error={errorFor(errors, "teamId")}
          />
        )}
        <Button>Invite</Button>
      </Form>
    </ConsolePage>
  );
}

/** Shown once, in answer to the form that made the link. */
export function LinkPage(props: {
  frame: ConsoleFrame;
  name: string;
  link: string;
  expiresAt: string;
  /** Set for a link to an account in use: it does not work at once. */
  waits?: "second" | "day" | undefined;
}) {
  return (
    <ConsolePage
      {...props.frame}
      title="Set-up link"
      breadcrumb={[people, { label: "Set-up link" }]}
    >
      <PageHeader
        title={`A set-up link for ${props.name}`}
        lede="Hand it over by a way that you trust: whoever opens it first sets the account up."
      />
      <Notice tone="warning" title="It is shown this one time">
        It works once, until <When at={props.expiresAt} />. A newer link ends it.
      </Notice>
      {props.waits && (
        <Notice tone="info" title="It does not work yet">
          {props.waits === "second"
            ? "The account is in use, so another administrator must confirm this link; they see it on every page of the console. "
            : "The account is in use and there is no second administrator, so this link works in a day. "}
          The person is told and can refuse it; until it is used, everything that signs them in
          stays as it is.
        </Notice>
      )}
      <Panel>
        <CopyField name="link" label="Link" value={props.link} />
      </Panel>
      <Actions>
        <LinkButton href={people.href}>Back to people</LinkButton>
      </Actions>
    </ConsolePage>
  );
}

export function PersonPage(props: {
  frame: ConsoleFrame;
  csrf: string;
  person: PersonView;
  roles: readonly string[];
  errors: readonly FieldError[];
}) {
  const { person } = props;
  const path = pathOfPerson(person.personId);
  return (
    <ConsolePage
      {...props.frame}
      title={person.name}
      breadcrumb={[people, { label: person.name }]}
      notice={<FormErrors errors={props.errors} title="Not changed: please check the following" />}
    >
      <PageHeader
        title={person.name}
        kicker={person.signInName}
        meta={<AccountTag person={person} />}
        lede={rolesInWords(person.roles)}
      />
      {person.disabledAt ? (
        <ClosedAccount person={person} path={path} csrf={props.csrf} />
      ) : (
        <Stack>
          <Panel>
            <Form action={`${path}/roles`} csrf={props.csrf} label="Roles">
              <RolesField values={props.roles} error={errorFor(props.errors, "roles")} />
              <Button>Change roles</Button>
            </Form>
          </Panel>
          <Panel title="New set-up link">
            <p>
              For a lost link, or when every way in is lost. Accepting it replaces passkeys,
              password, codes and open sessions. For an account in use it waits for a second
              administrator, or a day where there is none; the person and all administrators are
              told.
            </p>
            <Form action={`${path}/link`} csrf={props.csrf} label="New set-up link">
              <Button look="secondary">Make a new link</Button>
            </Form>
          </Panel>
          <Panel title="Disable the account">
            <p>Sessions and links end at once. What the person did stays on record.</p>
            <Form action={`${path}/disable`} csrf={props.csrf} label="Disable the account">
              <Button look="danger">Disable</Button>
            </Form>
          </Panel>
        </Stack>
      )}
    </ConsolePage>
  );
}

/** What is left to do once somebody has left: to let go of their name. */
function ClosedAccount(props: { person: PersonView; path: string; csrf: string }) {
  const { person, path, csrf } = props;
  return (
    <Stack>
      <p>
        This account was closed on {person.disabledAt && <When at={person.disabledAt} />}. Its
        record stays.
      </p>
      {person.erasedAt ? (
        <p>
          Its profile was erased on <When at={person.erasedAt} />.
        </p>
      ) : (
        <Panel title="Erase the profile">
          <p>
            Name, sign-in name and every means of sign-in go for good. What the person did stays on
            record as a former colleague’s.
          </p>
          <Form action={`${path}/erase`} csrf={csrf} label="Erase the profile">
            <Button look="danger">Erase</Button>
          </Form>
        </Panel>
      )}
    </Stack>
  );
}
