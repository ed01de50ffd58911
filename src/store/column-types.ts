/**
 * How PostgreSQL's values reach us, in one place: bigint as number (our counters stay below 2^53),
 * dates as Date. Whatever reads rows imports it, or a row's MAC would cover other values.
 */
import pg from "pg";

pg.types.setTypeParser(pg.types.builtins.INT8, Number);
