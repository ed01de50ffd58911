/** Each recurring rota in words, with the forms that change it. Words and forms only; decides nothing. */
import { addRotaPattern } from "../../actions/rota/add-rota-pattern.ts";
import { changeRotaOrder } from "../../actions/rota/change-rota-order.ts";
import { coverShift } from "../../actions/rota/cover-shift.ts";
import { endRotaPattern } from "../../actions/rota/end-rota-pattern.ts";
import { dayIn } from "../../core/clocks/day-in.ts";
import type { Order } from "../../core/duty/pattern.ts";
import { type Shift, shiftsOfPattern } from "../../core/duty/rota.ts";
import { peopleNow, plannedFrom } from "../../core/duty/rota-rules.ts";
import { isPermitted } from "../../core/people/permit.ts";
import type { FormChoice } from "../../lib/form-description.ts";
import type { PatternRow } from "../../store/duty/rota-reader.ts";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel, Stack } from "../../ui/layout.tsx";
import { When, whenText } from "../../ui/when.tsx";
import type { ConsoleRequest } from "./console-frame.tsx";
import { HouseForm, type SentHouseForm, sentTo } from "./house-form.tsx";
import { nameOf, type RotaShown, teamName, zoneOf } from "./rota-panels.tsx";
import { hoursWords, rotaName, turnWords } from "./rota-words.ts";

export const rotaPath = "/console/duty/rota";

type Of = { at: ConsoleRequest; found: RotaShown; sent: SentHouseForm | undefined };
type OfPattern = Of & { pattern: PatternRow };

/** Empty rows for colleagues: of a new rota, and of an order that is there. */
const freeRows = { added: 5, changed: 2 };

export function RotasPanel(props: Of) {
  const { at, found } = props;
  const isKeeper = isPermitted(at.staff, "add-rota-pattern");
  if (found.rota.patterns.length === 0 && !isKeeper) return null;
  return (
    <Panel title="Recurring rotas" id="rotas">
      <p>
        Colleagues take turns, and hand over at the same hour summer and winter. A single shift of a
        line stands in place of the house’s rotas of that line while it runs.
      </p>
      {found.rota.patterns.length > 0 && (
        <ul class="remedy-list">
          {found.rota.patterns.map((pattern) => (
            <li key={pattern.patternId}>
              <Stack gap="small">
                <h3>{rotaName(pattern.line, teamName(found, pattern.teamId))}</h3>
                <PatternFacts {...props} pattern={pattern} />
                <CoverForm {...props} pattern={pattern} />
                <OrderForm {...props} pattern={pattern} />
                <EndForm {...props} pattern={pattern} />
              </Stack>
            </li>
          ))}
        </ul>
      )}
      {isKeeper && <AddForm {...props} />}
    </Panel>
  );
}

function PatternFacts({ found, pattern }: OfPattern) {
  const { zone, handOverAt, endsAt, orders } = pattern;
  const named = ({ people }: Order) => people.map((id) => nameOf(found, id)).join(", then ");
  const today = dayIn(zone, found.now);
  const past = orders.findLastIndex(({ startsOn }) => startsOn <= today);
  const hours = hoursWords(pattern);
  return (
    <DescriptionList
      facts={[
        {
          term: "Turns",
          value: `${turnWords(pattern)} each, handed over at ${handOverAt} ${zone}`,
        },
        ...(hours ? [{ term: "Only", value: `${hours}, ${zone}` }] : []),
        ...orders.slice(Math.max(0, past)).map((order) => ({
          term: order.startsOn <= today ? "Order" : "From then on",
          value: `${named(order)} (from ${whenText({ at: `${order.startsOn}T00:00:00Z`, precision: "day" })})`,
        })),
        ...(endsAt ? [{ term: "Ends", value: <When at={endsAt} zone={zone} /> }] : []),
        {
          term: "Last changed",
          value: <When at={pattern.changedAt} zone={zoneOf(found)} />,
        },
      ]}
    />
  );
}

/** For a lead with everybody to choose from; for whoever takes turns in it, to take one over. */
function CoverForm({ at, found, sent, pattern }: OfPattern) {
  const { patternId } = pattern;
  const own = peopleNow(pattern, found.now).includes(at.staff.id);
  const isLead = at.staff.roles.includes("lead");
  const others = found.people.filter(({ value }) => own || value !== at.staff.id);
  const shifts = shiftsOfPattern(found.rota, pattern, plannedFrom(found.now)).filter(
    ({ personId }) => isLead || personId !== at.staff.id,
  );
  if ((!own && !isLead) || shifts.length === 0) return null;
  const ids = { patternId, ...(isLead ? {} : { personId: at.staff.id }) };
  return (
    <Disclosure
      summary={isLead ? "Cover a shift" : "Take over a shift"}
      open={sentTo(sent, coverShift, { patternId }) !== undefined}
    >
      <HouseForm
        at={at}
        on={coverShift}
        path={`${rotaPath}/cover`}
        ids={ids}
        about={rotaName(pattern.line, teamName(found, pattern.teamId))}
        sent={sent}
        submit={isLead ? "Cover this shift" : "Take it over"}
        zones={[zoneOf(found), "UTC"]}
        only={["from", "personId", "until"]}
        helps={{ from: "From its begin, or from now on where it runs." }}
        choices={{
          from: shifts.map((shift) => shiftChoice(found, shift)),
          ...(isLead ? { personId: others } : {}),
        }}
      />
    </Disclosure>
  );
}

function shiftChoice(found: RotaShown, shift: Shift): FormChoice {
  const zone = zoneOf(found);
  const who = shift.personId ? nameOf(found, shift.personId) : "nobody";
  const from = shift.from <= found.now ? "now" : whenText({ at: shift.from, zone });
  return {
    value: shift.from.toISOString(),
    label: `${who}: ${from} – ${whenText({ at: shift.until, zone })}`,
  };
}

function OrderForm({ at, found, sent, pattern }: OfPattern) {
  const { patternId, changedAt } = pattern;
  const last = pattern.orders.at(-1)?.people ?? [];
  if (!isPermitted(at.staff, "change-rota-order")) return null;
  const own = pattern.orders.some(({ people }) => people.includes(at.staff.id));
  const rows = last.map((id, index) => [`people.${index}.personId`, id] as const);
  const next = shiftsOfPattern(found.rota, pattern, plannedFrom(found.now)).find(
    ({ from }) => from > found.now,
  );
  const startsOn = dayIn(pattern.zone, next?.from ?? found.now);
  const ids = { patternId };
  return (
    <Disclosure summary="Change the order" open={sentTo(sent, changeRotaOrder, ids) !== undefined}>
      <HouseForm
        at={at}
        on={changeRotaOrder}
        path={`${rotaPath}/order`}
        ids={ids}
        unseen={{ seen: changedAt.toISOString() }}
        about={rotaName(pattern.line, teamName(found, pattern.teamId))}
        sent={sent}
        freeRows={freeRows.changed}
        values={{ ...Object.fromEntries(rows), startsOn }}
        choices={{ personId: choosable(found, at, own, last) }}
      />
    </Disclosure>
  );
}

/** Everybody who can be on call but the reader, and who is in the order already, gone or not. */
function choosable(
  found: RotaShown,
  at: ConsoleRequest,
  own: boolean,
  last: readonly string[],
): readonly FormChoice[] {
  const able = found.people.filter(({ value }) => own || value !== at.staff.id);
  const gone = last.filter((id) => !found.people.some(({ value }) => value === id));
  return [...able, ...gone.map((value) => ({ value, label: `${nameOf(found, value)} (gone)` }))];
}

function EndForm({ at, found, sent, pattern }: OfPattern) {
  const { patternId, changedAt } = pattern;
  if (!isPermitted(at.staff, "end-rota-pattern")) return null;
  const ids = { patternId };
  return (
    <Disclosure summary="End it" open={sentTo(sent, endRotaPattern, ids) !== undefined}>
      <HouseForm
        at={at}
        on={endRotaPattern}
        path={`${rotaPath}/end`}
        ids={ids}
        unseen={{ seen: changedAt.toISOString() }}
        about={rotaName(pattern.line, teamName(found, pattern.teamId))}
        sent={sent}
        look="danger"
      />
    </Disclosure>
  );
}

function AddForm({ at, found, sent }: Of) {
  const zone = zoneOf(found);
  const zones = [zone, "UTC", ...Intl.supportedValuesOf("timeZone")];
  const people = found.people.filter(({ value }) => value !== at.staff.id);
  return (
    <Disclosure summary="Add a rota" open={sent?.deed === "add-rota-pattern"} id="add-rota">
      <HouseForm
        at={at}
        on={addRotaPattern}
        path={rotaPath}
        sent={sent}
        freeRows={freeRows.added}
        values={{ zone, startsOn: dayIn(zone, found.now) }}
        choices={{
          personId: people,
          zone: [...new Set(zones)].map((value) => ({ value, label: value })),
          ...(found.teams.size > 0
            ? { teamId: [...found.teams].map(([value, label]) => ({ value, label })) }
            : {}),
        }}
      />
    </Disclosure>
  );
}
