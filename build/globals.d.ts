/** What the build writes into the code; build/constants.ts gives the values. */

/** The build that is packaged for people: what only development and tests may do is compiled away. */
declare const __HARDENED__: boolean;
/** The version of package.json. */
declare const __VERSION__: string;
/** Names of shared/ipc/calls.ts and shared/ipc/events.ts, so that the preload carries no schemas. */
declare const __CALL_NAMES__: readonly string[];
declare const __EVENT_NAMES__: readonly string[];
