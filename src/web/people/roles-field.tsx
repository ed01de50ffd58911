/** The roles to tick, each with what its holder does. */
import { roleWords } from "../../core/people/role-words.ts";
import { type StaffRole, staffRoles } from "../../core/people/roles.ts";
import { CheckboxGroup } from "../../ui/checkbox.tsx";

export function RolesField(props: { values: readonly string[]; error?: string | undefined }) {
  return (
    <CheckboxGroup
      name="roles"
      label="Roles"
      help="An administrator reads no case and holds no other role."
      choices={staffRoles.map((role) => ({
        value: role,
        label: roleWords[role].title,
        explanation: roleWords[role].does,
      }))}
      values={props.values}
      error={props.error}
      required
    />
  );
}

export function rolesInWords(roles: readonly StaffRole[]): string {
  return roles.map((role) => roleWords[role].title).join(", ") || "No role";
}
