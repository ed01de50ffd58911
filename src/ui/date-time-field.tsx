/** A date with its hour and its zone; the zone is never left to the browser. */
import { type FieldBasics, FieldFrame, tiedTo } from "./field-frame.tsx";

export type DateTimeFieldProps = FieldBasics & {
  /** Local date and hour as the browser writes them: "2026-05-04T09:30". */
  value?: string | undefined;
  /** The zone that the value is read in, when there is nothing to choose. */
  zone?: string | undefined;
  /** Zones to choose from, sent as `zoneName`; the first of them unless `zone` says. */
  zones?: readonly string[] | undefined;
  /** Name of the zone's field; the field's name with "Zone" unless told. */
  zoneName?: string | undefined;
  zoneLabel?: string | undefined;
  min?: string | undefined;
  max?: string | undefined;
  /** Asks for a day without an hour. */
  dayOnly?: boolean | undefined;
};

export function DateTimeField(props: DateTimeFieldProps) {
  return (
    <FieldFrame field={props}>
      <div class="input-row">
        <input
          {...tiedTo(props)}
          class="input input-date"
          type={props.dayOnly ? "date" : "datetime-local"}
          value={props.value}
          min={props.min}
          max={props.max}
        />
        <Zone {...props} />
      </div>
    </FieldFrame>
  );
}

/** The zone to choose or to know; a plain day has none unless one is given. */
function Zone(props: DateTimeFieldProps) {
  if (props.zones) return <ZoneSelect {...props} />;
  const zone = props.zone ?? (props.dayOnly ? undefined : "UTC");
  return zone ? <span class="zone">{zone}</span> : null;
}

function ZoneSelect(props: DateTimeFieldProps) {
  return (
    <select
      class="input"
      name={props.zoneName ?? `${props.name}Zone`}
      aria-label={props.zoneLabel ?? "Time zone"}
    >
      {props.zones?.map((zone) => (
        <option key={zone} value={zone} selected={zone === props.zone}>
          {zone}
        </option>
      ))}
    </select>
  );
}
