import type { SqlDatabase, SqlParameters, SqlRow, SqlValue } from './driver.ts';

// The worker hands rows on as they are; main knows what may be in them (answer-schemas.ts). The schema library and its address
// patterns cost a thread 10 MB and 40 ms, and main has them anyway.

const otherColumns = `
  message.position, message.id, conversation.peer, message.direction, message.at, message.state, message.failure, message.verdict,
  coalesce(report.state, 'none') AS report`;
/** The columns of a message as it may be shown, and the tables they are from. */
const messageColumns = `${otherColumns},
  iif(message.withdrawn, '', message.body) AS body, iif(message.withdrawn, '[]', message.links) AS links,
  iif(message.withdrawn, NULL, file.shown) AS file`;
/** The same with what was withdrawn: for evidence alone. */
export const originalColumns = `${otherColumns}, message.body, message.links, file.shown AS file`;
export const messageTables = `
  message CROSS JOIN conversation ON conversation.id = message.conversation
  LEFT JOIN report ON report.position = message.position
  LEFT JOIN file ON file.position = message.position`;

/** `SELECT` of messages; what follows `WHERE` is given. */
export function messagesWhere(
  database: SqlDatabase,
  condition: string,
  parameters: SqlParameters,
): readonly SqlRow[] {
  return database.all(`SELECT ${messageColumns} FROM ${messageTables} WHERE ${condition}`, parameters);
}

export function messageWhere(
  database: SqlDatabase,
  condition: string,
  parameters: SqlParameters,
): SqlRow | null {
  return database.get(`SELECT ${messageColumns} FROM ${messageTables} WHERE ${condition}`, parameters);
}

/** For the columns that STRICT tables keep to a type. */
export function numberIn(row: SqlRow, column: string): number {
  return Number(valueIn(row, column));
}

export function textIn(row: SqlRow, column: string): string {
  return String(valueIn(row, column));
}

function valueIn(row: SqlRow, column: string): SqlValue {
  const value = row[column];
  if (value === undefined || value === null) throw new TypeError(`no ${column} in the row`);
  return value;
}
