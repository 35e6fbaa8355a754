/** Makes a missing case of a discriminated union a compile error, and a forged one an exception. */
export function assertNever(value: never): never {
  throw new TypeError(`unexpected value ${JSON.stringify(value)}`);
}
